using System.Text;
using Inpaint.Augmentation.DataSets.Files;
using Inpaint.Augmentation.DataSets.Files.Pickle;

namespace Inpaint.Tests.Unit.Augmentation.DataSets.Files;

public sealed class PickledStringsTests
{
    private const string NumpyBike = "cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n(VU4\nI00\nI01\ntR(I3\nV<\nNNNI16\nI4\nI8\ntb"
        + "c_codecs\nencode\n(Vb\\u0000\\u0000\\u0000i\\u0000\\u0000\\u0000k\\u0000\\u0000\\u0000e\\u0000\\u0000\\u0000\nVlatin1\ntR(t";

    [Fact]
    public void Python_strings_are_read() => Assert.Equal(["a", "é\\", ""], Read("(lVa\naV\\u00e9\\u005c\naV\na."));

    [Fact]
    public void Numpy_strings_are_read() =>
        Assert.Equal(["bike"], Read(("(l" + NumpyBike + "Ra.").Replace("(t", "\x86", StringComparison.Ordinal)));

    [Theory]
    [InlineData("(lcos\nsystem\n(Vrm\ntRa.", DataFileErrorKind.Refused)]
    [InlineData("(lcnumpy\nload\n(Vx\ntRa.", DataFileErrorKind.Refused)]
    [InlineData("(ios\nsystem\n.", DataFileErrorKind.Refused)]
    [InlineData("Pid\n.", DataFileErrorKind.Refused)]
    [InlineData("(lVa\na", DataFileErrorKind.Corrupt)]
    [InlineData("(lVa", DataFileErrorKind.Corrupt)]
    [InlineData("a.", DataFileErrorKind.Corrupt)]
    [InlineData("(lg7\na.", DataFileErrorKind.Corrupt)]
    [InlineData("(lV\\u00g0\na.", DataFileErrorKind.Corrupt)]
    [InlineData("(lI1\na.", DataFileErrorKind.NotAListOfStrings)]
    [InlineData("Va\n.", DataFileErrorKind.NotAListOfStrings)]
    [InlineData("(lS'python 2'\na.", DataFileErrorKind.Unsupported)]
    public void Anything_else_is_refused(string pickle, DataFileErrorKind kind) =>
        Assert.Equal(kind, Assert.Throws<DataFileException>(() => Read(pickle)).Kind);

    [Fact]
    public void Endless_reuse_of_one_long_string_is_refused()
    {
        // One argument of 100 KB, encoded again and again by five bytes each time.
        var pickle = new StringBuilder("(lp9\nc_codecs\nencode\np1\n0(V").Append('x', 100_000).Append("\nVlatin1\ntp2\n0");
        for (var i = 0; i < 20_000; i++)
        {
            pickle.Append("g1\ng2\nR");
        }

        Assert.Equal(DataFileErrorKind.Corrupt, Assert.Throws<DataFileException>(() => Read(pickle.Append('.').ToString())).Kind);
    }

    private static IReadOnlyList<string> Read(string pickle) => PickledStrings.Read(Encoding.Latin1.GetBytes(pickle));
}
