using Inpaint.Augmentation.DataSets;
using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Imaging;
using Inpaint.Tests.Unit.Imaging;
using Inpaint.Tests.Unit.Support;
using Split = Inpaint.V1.Split;

namespace Inpaint.Tests.Unit.Augmentation.DataSets;

public sealed class FolderDataSetTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("inpaint-folder-").FullName;

    [Fact]
    public void Pictures_captions_and_holes_are_served()
    {
        Write("train", 20);
        Write("test", 3);
        Put("test/masks.csv", "image,left,top,right,bottom\n1.png,0,0,2,2\n1.png,4,4,6,6\n");
        var set = Open();

        Assert.Equal((18, 2, 3), (set.Count(Split.Train), set.Count(Split.Validation), set.Count(Split.Test)));
        Assert.Equal((8, 8), (set.Width, set.Height));
        var sample = set.Get(Split.Test, 1);
        Assert.Equal("clothes/test/1.png", sample.Id);
        Assert.Equal("a shirt, number 1", sample.Description);
        Assert.Equal(TestPictures.Noise(8, 8, seed: 1).Pixels, sample.Picture.Pixels);
        Assert.Equal(8, sample.OwnMask!.HoleCount);
        Assert.Null(set.Get(Split.Test, 0).OwnMask);
        Assert.Null(sample.Parameters);
    }

    [Fact]
    public void Validation_is_held_out_of_training()
    {
        Write("train", 30);
        var set = Open();
        var train = Enumerable.Range(0, set.Count(Split.Train)).Select(i => set.Get(Split.Train, i).Id);
        var validation = Enumerable.Range(0, set.Count(Split.Validation)).Select(i => set.Get(Split.Validation, i).Id).ToArray();
        Assert.Equal(3, validation.Length);
        Assert.Empty(train.Intersect(validation));
        Assert.Equal(30, train.Union(validation).Count());
        Assert.Equal(0, set.Count(Split.Test));
    }

    [Fact]
    public void Digest_follows_the_pictures()
    {
        Write("train", 10);
        var before = Open().Digest;
        Assert.Equal(before, Open().Digest);
        File.WriteAllBytes(Path.Combine(_root, "train/images/3.png"), PictureCodec.EncodePng(TestPictures.Noise(8, 8, seed: 99)));
        Assert.NotEqual(before, Open().Digest);
    }

    [Fact]
    public void Picture_of_other_size_is_refused_by_name()
    {
        Write("train", 3);
        File.WriteAllBytes(Path.Combine(_root, "train/images/2.png"), PictureCodec.EncodePng(TestPictures.Noise(8, 9, seed: 1)));
        Assert.Contains("2.png", Assert.Throws<DataFileException>(Open).Message);
    }

    [Fact]
    public void File_that_is_no_picture_is_refused_by_name()
    {
        Write("train", 3);
        Put("train/images/1.png", "text");
        Assert.Contains("1.png", Assert.Throws<PictureException>(Open).Message);
    }

    [Theory]
    [InlineData("image,left,top,right,bottom\n0.png,0,0,9,2\n", "0.png")]
    [InlineData("image,left,top,right,bottom\n0.png,0,0,2\n", "bottom")]
    [InlineData("image,left,top,right,bottom\n0.png,0,0,2,x\n", "line 2")]
    [InlineData("image,left,top,right\n", "bottom")]
    public void Broken_hole_is_refused_and_named(string csv, string named)
    {
        Write("train", 2);
        Put("train/masks.csv", csv);
        Assert.Contains(named, Assert.Throws<DataFileException>(Open).Message);
    }

    [Theory]
    [InlineData("image,description\n../../secret.png,x\n")]
    [InlineData("image,description\n0.png,x\n0.png,y\n")]
    [InlineData("image\n0.png\n")]
    [InlineData("image,description\n")]
    [InlineData("")]
    public void Broken_captions_are_refused(string csv)
    {
        Write("train", 2);
        Put("train/captions.csv", csv);
        Assert.Throws<DataFileException>(Open);
    }

    [SharedDataFact("data/clothing128")]
    public void Clothing_photographs_are_served_with_two_squares_each()
    {
        var set = FolderDataSet.Open(new FolderDataSetOptions { Name = "clothing", Path = Path.Combine(RepositoryFolders.Shared, "data/clothing128"), MasksFile = "masks_squares.csv" });
        Assert.Equal((1800, 200, 200), (set.Count(Split.Train), set.Count(Split.Validation), set.Count(Split.Test)));
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(2 * 37 * 37, set.Get(Split.Test, i).OwnMask!.HoleCount);
        }

        Assert.Equal("a orange t-shirt", set.Get(Split.Test, 0).Description);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private FolderDataSet Open() => FolderDataSet.Open(new FolderDataSetOptions { Name = "clothes", Path = _root });

    private void Write(string part, int pictures)
    {
        Directory.CreateDirectory(Path.Combine(_root, part, "images"));
        for (var i = 0; i < pictures; i++)
        {
            File.WriteAllBytes(Path.Combine(_root, part, "images", $"{i}.png"), PictureCodec.EncodePng(TestPictures.Noise(8, 8, seed: i)));
        }

        Put($"{part}/captions.csv", "image,label,description\n" + string.Concat(Enumerable.Range(0, pictures).Select(i => $"{i}.png,Shirt,\"a shirt, number {i}\"\n")));
    }

    private void Put(string path, string text) => File.WriteAllText(Path.Combine(_root, path), text);
}
