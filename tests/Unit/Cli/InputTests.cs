using Inpaint.Cli.Inputs;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Cli;

public sealed class InputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inpaint-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1,2,3,4", 1, 2, 3, 4)]
    [InlineData(" 0, 0 ,128, 80", 0, 0, 128, 80)]
    public void Rectangle_is_read(string text, int left, int top, int right, int bottom) =>
        Assert.Equal(new PixelRectangle(left, top, right, bottom), RectangleParser.Parse(text, "--rectangle"));

    [Theory]
    [InlineData("")]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,5")]
    [InlineData("1,2,3,x")]
    [InlineData("-1,2,3,4")]
    [InlineData("3,2,3,4")]
    [InlineData("1,4,3,4")]
    public void Wrong_rectangle_is_refused_naming_the_option(string text)
    {
        var error = Assert.Throws<InputException>(() => RectangleParser.Parse(text, "--rectangle"));
        Assert.StartsWith("--rectangle: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_rows_of_a_picture_are_several_rectangles()
    {
        MaskTable table = MaskTable.Load(Write("image,left,top,right,bottom\na.png,0,0,1,1\nb.png,0,0,2,2\na.png,3,3,4,5\n"));
        HoleMask mask = table.For("somewhere/a.png", new RgbImage(8, 6));
        Assert.Equal(3, mask.HoleCount);
        Assert.Equal(["a.png", "b.png"], table.Images.Order());
    }

    [Theory]
    [InlineData("", "masks.csv: ")]
    [InlineData("image,left,top,right\na.png,0,0,1\n", "masks.csv: has no column 'bottom'")]
    [InlineData("image,left,top,right,bottom\n", "masks.csv: has no rows")]
    [InlineData("image,left,top,right,bottom\na.png,0,0,1,1\na.png,0,x,1,1\n", "masks.csv:3: '0,x,1,1'")]
    [InlineData("image,left,top,right,bottom\n,0,0,1,1\n", "masks.csv:2: names no image")]
    public void Wrong_mask_table_is_refused_naming_the_row(string content, string expected)
    {
        var error = Assert.Throws<InputException>(() => MaskTable.Load(Write(content)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rectangle_outside_the_picture_is_refused_naming_the_picture()
    {
        MaskTable table = MaskTable.Load(Write("image,left,top,right,bottom\na.png,0,0,9,1\n"));
        var error = Assert.Throws<InputException>(() => table.For("a.png", new RgbImage(8, 6)));
        Assert.Contains("a.png", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_read_from_pairs_and_files()
    {
        string file = Path.Combine(_folder, "parameters.json");
        File.WriteAllText(file, """{"Stack": 565.6, "BELTorCHAIN": null}""");
        DesignParameters parameters = ParameterInput.Read(["Head angle=72.5", "a=b=1", file])!;
        Assert.Equal(["Head angle", "a=b", "Stack", "BELTorCHAIN"], parameters.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(72.5, parameters.Parameters[0].Value);
        Assert.False(parameters.Parameters[3].HasValue);
    }

    [Theory]
    [InlineData("Head angle=steep")]
    [InlineData("Head angle=NaN")]
    [InlineData("absent.json")]
    [InlineData("a=1", "a=2")]
    public void Wrong_parameters_are_refused(params string[] inputs) =>
        Assert.Throws<InputException>(() => ParameterInput.Read(inputs));

    [Fact]
    public void Folder_without_pictures_of_its_own_stands_for_its_images()
    {
        string images = Directory.CreateDirectory(Path.Combine(_folder, "images")).FullName;
        foreach (string name in (string[])["b.JPG", "a.png", "notes.txt"])
            File.WriteAllText(Path.Combine(images, name), "");
        Assert.Equal(["a.png", "b.JPG"], PictureFiles.List(_folder, "input").Select(Path.GetFileName));
    }

    [Fact]
    public void File_that_is_no_picture_is_refused_naming_it()
    {
        string file = Path.Combine(_folder, "a.png");
        File.WriteAllText(file, "not a picture");
        var error = Assert.Throws<InputException>(() => PictureFiles.Read(file));
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
    }

    private string Write(string content)
    {
        string path = Path.Combine(_folder, "masks.csv");
        File.WriteAllText(path, content);
        return path;
    }
}
