using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Numpy;
using Inpaint.Augmentation.DataSets.Files.Pickle;

namespace Inpaint.Tests.Unit.Golden.Pictures;

public sealed class DataFileCases
{
    [GoldenTheory, GoldenCases("npy")]
    public void Array_is_read_bit_for_bit(string path)
    {
        var golden = GoldenCase.Load(path);
        var file = golden.FileBytes;
        if (golden.ErrorClass is not null)
        {
            CheckRefusal(golden.ErrorClass, file, () => Read(file));
            return;
        }

        var arrays = Read(file);
        Assert.Equal(golden.ExpectedKeys.Order(), arrays.Keys.Order());
        foreach (var (key, array) in arrays)
        {
            golden.Check(key, new GoldenTensor(NameOf(array.DataType), [.. array.Shape], array.Data));
        }
    }

    [GoldenTheory, GoldenCases("pickle_strings")]
    public void Strings_are_read_and_nothing_is_run(string path)
    {
        var golden = GoldenCase.Load(path);
        var file = golden.FileBytes;
        if (golden.ErrorClass is not null)
        {
            CheckRefusal(golden.ErrorClass, file, () => PickledStrings.Read(file));
            return;
        }

        Assert.Equal(golden.Json.GetProperty("values").EnumerateArray().Select(value => value.GetString()!), PickledStrings.Read(file));
    }

    private static Dictionary<string, NumpyArray> Read(byte[] file) => NumpyArchive.IsArchive(file)
        ? NumpyArchive.Read(file).ToDictionary(entry => $"out.{entry.Key}", entry => entry.Value)
        : new Dictionary<string, NumpyArray> { ["out.array"] = NumpyReader.Read(file) };

    private static void CheckRefusal(string errorClass, byte[] file, Action read)
    {
        Assert.Equal(errorClass, ClassOf(Assert.Throws<DataFileException>(read).Kind));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataFileException>(read);

        // Values on the reader's stack are objects: a byte of the file may become a few dozen of memory, never more.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128L * file.Length + 262144);
    }

    private static string ClassOf(DataFileErrorKind kind) => kind switch
    {
        DataFileErrorKind.Format => "format",
        DataFileErrorKind.Unsupported => "unsupported",
        DataFileErrorKind.Refused => "refused",
        DataFileErrorKind.NotAListOfStrings => "not a list of strings",
        _ => "corrupt",
    };

    private static string NameOf(NumpyDataType type) => type switch
    {
        NumpyDataType.Bool => "BOOL",
        NumpyDataType.UInt8 => "U8",
        NumpyDataType.Int8 => "I8",
        NumpyDataType.Int16 => "I16",
        NumpyDataType.Int32 => "I32",
        NumpyDataType.Int64 => "I64",
        NumpyDataType.Float16 => "F16",
        NumpyDataType.Float32 => "F32",
        _ => "F64",
    };
}
