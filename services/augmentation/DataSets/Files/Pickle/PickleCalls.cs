using System.Globalization;
using System.Text;

namespace Inpaint.Augmentation.DataSets.Files.Pickle;

/// <summary>
/// What the allowed names do when called: make a NumPy string type, a NumPy string of that type, or bytes out of text.
/// The bytes made are bounded by the pickle's own size, because a call may take the same long argument again and again.
/// </summary>
internal sealed class PickleCalls(long pickleBytes)
{
    private const string SimpleKinds = "?bBhHiIlLqQefdFDucSmM";
    private const long Slack = 1 << 20;
    private long _budget = 16 * pickleBytes + Slack;

    /// <exception cref="DataFileException">Refused for any other name.</exception>
    public static AllowedName Find(string module, string name) => (module, name) switch
    {
        ("numpy._core.multiarray" or "numpy.core.multiarray", "scalar") => AllowedName.NumpyScalar,
        ("numpy", "dtype") => AllowedName.NumpyDtype,
        ("_codecs", "encode") => AllowedName.CodecsEncode,
        _ => throw Refused($"not an allowed name: {module}.{name}"),
    };

    public static bool IsAllowedModule(string module) =>
        module is "numpy._core.multiarray" or "numpy.core.multiarray" or "numpy" or "_codecs";

    public object Call(object callable, object arguments)
    {
        if (callable is not AllowedName name || arguments is not PickleTuple { Items: var items })
            throw DataFileException.Corrupt("a call of the pickle has no name or no arguments");

        return name switch
        {
            AllowedName.NumpyDtype => MakeDtype(items),
            AllowedName.CodecsEncode => Encode(items),
            _ => MakeScalar(items),
        };
    }

    /// <summary>Gives a type its state: (version, byte order, subtype, names, fields, item size, alignment, flags).</summary>
    public static void SetState(object target, object state)
    {
        if (target is not PickledDtype dtype || state is not PickleTuple { Items: [_, string order, _, _, _, var size, ..] })
            throw DataFileException.Corrupt("a state of the pickle does not fit what it is given to");

        if (dtype.Kind != 'U')
            return;

        if (order is not ("<" or ">" or "=" or "|") || size is not long itemSize || itemSize < 0 || itemSize % 4 != 0
            || (dtype.ItemSize != 0 && dtype.ItemSize != itemSize))
        {
            throw DataFileException.Corrupt("the state of a NumPy string type cannot be read");
        }

        (dtype.BigEndian, dtype.ItemSize) = (order == ">", itemSize);
    }

    private static PickledDtype MakeDtype(object[] arguments)
    {
        if (arguments is not [string text, ..] || text.Length == 0)
            throw Refused("a NumPy dtype that is not named by a string");

        var name = text[0] is '<' or '>' or '=' or '|' ? text[1..] : text;
        var kind = name.Length == 0 ? '\0' : name[0];
        if (kind != 'U')
            return SimpleKinds.Contains(kind) ? new PickledDtype(kind, 0) : throw Refused($"NumPy dtype '{text}'");

        if (!int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var characters))
            throw Refused($"NumPy dtype '{text}'");

        return new PickledDtype(kind, 4L * characters) { BigEndian = text[0] == '>' };
    }

    private PickleBytes Encode(object[] arguments)
    {
        if (arguments is not [string text, string codec] || codec is not ("latin1" or "latin-1"))
            throw Refused("a codec other than latin1");

        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\xff'))
            throw DataFileException.Corrupt("bytes of the pickle are not written as latin1");

        Spend(text.Length);
        return new PickleBytes(Encoding.Latin1.GetBytes(text));
    }

    private object MakeScalar(object[] arguments)
    {
        if (arguments is not [PickledDtype dtype, PickleBytes { Bytes: var bytes }])
            throw DataFileException.Corrupt("a NumPy scalar of the pickle has other arguments than a type and bytes");

        if (dtype.Kind != 'U')
            return OtherValue.Instance;

        if (bytes.Length != dtype.ItemSize)
            throw DataFileException.Corrupt($"a NumPy string of {dtype.ItemSize} bytes has {bytes.Length}");

        Spend(bytes.Length);
        return PickleText.DecodeUtf32(bytes, dtype.BigEndian);
    }

    private void Spend(long bytes)
    {
        _budget -= bytes;
        if (_budget < 0)
            throw DataFileException.Corrupt("the pickle makes far more bytes than it holds");
    }

    private static DataFileException Refused(string message) => new(DataFileErrorKind.Refused, message);
}
