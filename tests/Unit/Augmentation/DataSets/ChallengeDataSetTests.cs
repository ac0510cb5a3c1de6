using System.Runtime.InteropServices;
using System.Text;
using Inpaint.Augmentation.DataSets;
using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Numpy;
using Inpaint.Augmentation.DataSets.Files.Pickle;
using Inpaint.Models.Parametric;
using Inpaint.Tests.Unit.Support;
using Split = Inpaint.V1.Split;

namespace Inpaint.Tests.Unit.Augmentation.DataSets;

public sealed class ChallengeDataSetTests : IDisposable
{
    private const int Height = 4;
    private const int Width = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("inpaint-challenge-").FullName;

    [Fact]
    public void Samples_are_served_from_all_parts()
    {
        WritePart(0, 12);
        WritePart(1, 8);
        WriteTables(20);
        using var set = Open();

        Assert.Equal((18, 2, 0), (set.Count(Split.Train), set.Count(Split.Validation), set.Count(Split.Test)));
        Assert.Equal((Width, Height), (set.Width, set.Height));
        Assert.Equal(ParameterSchema.Bikes.Digest, set.Parameters!.Digest);
        foreach (var split in new[] { Split.Train, Split.Validation })
        {
            for (var i = 0; i < set.Count(split); i++)
            {
                var sample = set.Get(split, i);
                var record = int.Parse(sample.Id.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(Level(record, channel: 2, pixel: 5), sample.Picture.Pixels[3 * 5 + 2]);
                Assert.Equal(Level(record, channel: 0, pixel: Height * Width - 1), sample.Picture.Pixels[^3]);
                Assert.Equal(6, sample.OwnMask!.HoleCount);
                Assert.Equal(1, sample.OwnMask.Hole[1 * Width + 2]);
                Assert.Equal(record, sample.Parameters![0]);
                Assert.True(double.IsNaN(sample.Parameters[95]));
                Assert.Equal($"bike {record}", sample.Description);
            }
        }
    }

    [Fact]
    public void Pictures_alone_are_enough()
    {
        WritePart(0, 3);
        using var set = Open();
        var sample = set.Get(Split.Train, 0);
        Assert.Null(set.Parameters);
        Assert.Null(sample.OwnMask);
        Assert.Null(sample.Parameters);
        Assert.Empty(sample.Description);
    }

    [Fact]
    public void Tables_of_another_length_are_refused_by_name()
    {
        WritePart(0, 3);
        WriteTables(4);
        Assert.Contains("mask_train.npy", Assert.Throws<DataFileException>(Open).Message);
    }

    [Fact]
    public void Folder_without_pictures_is_refused() =>
        Assert.Equal(DataFileErrorKind.Format, Assert.Throws<DataFileException>(Open).Kind);

    [Fact]
    public void Pictures_of_another_type_are_refused()
    {
        WriteArray("images_train_0.npy", "<f4", [2, 3, Height, Width], new float[2 * 3 * Height * Width]);
        Assert.Equal(DataFileErrorKind.Unsupported, Assert.Throws<DataFileException>(Open).Kind);
    }

    [Fact]
    public void Cut_file_is_refused_when_opened()
    {
        WritePart(0, 3);
        var path = Path.Combine(_folder, "images_train_0.npy");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Equal(DataFileErrorKind.Corrupt, Assert.Throws<DataFileException>(Open).Kind);
    }

    [SharedDataFact("data/bikes")]
    public void Published_tables_of_the_challenge_are_read()
    {
        var folder = Path.Combine(RepositoryFolders.Shared, "data/bikes");
        var descriptions = PickledStrings.Read(File.ReadAllBytes(Path.Combine(folder, "desc_test.pkl")));
        Assert.Equal(1000, descriptions.Count);
        Assert.DoesNotContain("", descriptions);

        var parameters = NumpyReader.Read(File.ReadAllBytes(Path.Combine(folder, "param_test.npy")));
        Assert.Equal([1000, 96], parameters.Shape);
        var unknown = 0;
        foreach (var value in parameters.Elements<double>())
        {
            unknown += double.IsNaN(value) ? 1 : 0;
        }

        Assert.Equal(.5026, unknown / 96000.0, 4);

        var masks = NumpyReader.Read(File.ReadAllBytes(Path.Combine(folder, "mask_train.npy")));
        var rectangles = ChallengeRectangles.Read(masks.Elements<long>(), masks.Shape, pictures: 10000, width: 128, height: 80);
        Assert.Equal(.352, rectangles.Average(rectangle => rectangle.Width * rectangle.Height / (128.0 * 80)), 2);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ChallengeDataSet Open() => ChallengeDataSet.Open("challenge", _folder, ParameterSchema.Bikes);

    private static byte Level(int record, int channel, int pixel) => (byte)(record * 7 + channel * 50 + pixel);

    private void WritePart(int part, int pictures)
    {
        var first = part == 0 ? 0 : 12;
        var levels = Enumerable.Range(0, pictures * 3 * Height * Width)
            .Select(i => Level(first + i / (3 * Height * Width), i / (Height * Width) % 3, i % (Height * Width)));
        WriteArray($"images_train_{part}.npy", "|u1", [pictures, 3, Height, Width], levels.ToArray());
    }

    // Left 2, bottom 3, right 5, top 1: three columns by two rows.
    private void WriteTables(int samples)
    {
        WriteArray("mask_train.npy", "<i8", [samples, 4], Enumerable.Repeat(new long[] { 2, 3, 5, 1 }, samples).SelectMany(row => row).ToArray());
        var parameters = Enumerable.Range(0, samples).SelectMany(record => Enumerable.Range(0, 96).Select(column => column == 95 ? double.NaN : record + column));
        WriteArray("param_train.npy", "<f8", [samples, 96], parameters.ToArray());
        var pickle = "(l" + string.Concat(Enumerable.Range(0, samples).Select(record => $"Vbike {record}\na")) + ".";
        File.WriteAllText(Path.Combine(_folder, "desc_train.pkl"), pickle);
    }

    private void WriteArray<T>(string name, string descr, int[] shape, T[] values)
        where T : unmanaged
    {
        var header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}), }}\n";
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];
        File.WriteAllBytes(Path.Combine(_folder, name), [.. start, .. MemoryMarshal.AsBytes<T>(values)]);
    }
}
