using System.Globalization;
using System.Text;

namespace Inpaint.Augmentation.DataSets.Files.Pickle;

/// <summary>
/// Runs a pickle's opcodes over values of its own: names are compared with a list of four and never looked up,
/// calls make NumPy strings or bytes and nothing else. Values are never walked into, so nesting costs no stack.
/// </summary>
internal ref struct PickleMachine(ReadOnlySpan<byte> file)
{
    private const int LastProtocol = 5;
    private readonly PickleStack _stack = new();
    private readonly Dictionary<long, object> _memo = [];
    private readonly PickleCalls _calls = new(file.Length);
    private PickleCursor _cursor = new(file);

    /// <summary>Runs to STOP.</summary>
    /// <returns>The one value left, or null where more values or marks were left.</returns>
    public object? Run()
    {
        while (true)
        {
            var opcode = (PickleOpcode)_cursor.ReadByte();
            if (opcode == PickleOpcode.Stop)
                return Result();

            if (!RunStackOpcode(opcode) && !RunValueOpcode(opcode) && !RunMemoOpcode(opcode))
                RunNameOpcode(opcode);
        }
    }

    private readonly object? Result()
    {
        var isAlone = _stack.HoldsOneValue;
        var top = _stack.Pop();
        return isAlone ? top : null;
    }

    private readonly bool RunStackOpcode(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark: _stack.Mark(); break;
            case PickleOpcode.Pop: _stack.Drop(); break;
            case PickleOpcode.PopMark: _stack.PopToMark(); break;
            case PickleOpcode.Dup: _stack.Push(_stack.Top); break;
            case PickleOpcode.EmptyList: _stack.Push(new List<object>()); break;
            case PickleOpcode.List: _stack.Push(new List<object>(_stack.PopToMark())); break;
            case PickleOpcode.Append: Append(_stack.Pop(1)); break;
            case PickleOpcode.Appends: Append(_stack.PopToMark()); break;
            case PickleOpcode.EmptyTuple: _stack.Push(new PickleTuple([])); break;
            case PickleOpcode.Tuple: _stack.Push(new PickleTuple(_stack.PopToMark())); break;
            case PickleOpcode.Tuple1: _stack.Push(new PickleTuple(_stack.Pop(1))); break;
            case PickleOpcode.Tuple2: _stack.Push(new PickleTuple(_stack.Pop(2))); break;
            case PickleOpcode.Tuple3: _stack.Push(new PickleTuple(_stack.Pop(3))); break;
            case PickleOpcode.EmptyDict or PickleOpcode.EmptySet: _stack.Push(OtherValue.Instance); break;
            case PickleOpcode.Dict or PickleOpcode.FrozenSet: _stack.PopToMark(); _stack.Push(OtherValue.Instance); break;
            case PickleOpcode.SetItem: _stack.Pop(2); RequireOther(); break;
            case PickleOpcode.SetItems or PickleOpcode.AddItems: _stack.PopToMark(); RequireOther(); break;
            default: return false;
        }

        return true;
    }

    private bool RunValueOpcode(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None: _stack.Push(OtherValue.Instance); break;
            case PickleOpcode.NewTrue: _stack.Push(true); break;
            case PickleOpcode.NewFalse: _stack.Push(false); break;
            case PickleOpcode.BinInt: _stack.Push((long)_cursor.ReadInt32()); break;
            case PickleOpcode.BinInt1: _stack.Push((long)_cursor.ReadByte()); break;
            case PickleOpcode.BinInt2: _stack.Push((long)_cursor.ReadUInt16()); break;
            case PickleOpcode.Int: _stack.Push(ReadInt()); break;
            case PickleOpcode.Long or PickleOpcode.Float: _cursor.ReadLine(); _stack.Push(OtherValue.Instance); break;
            case PickleOpcode.BinFloat: _cursor.Read(8); _stack.Push(OtherValue.Instance); break;
            case PickleOpcode.Long1: _cursor.Read(_cursor.ReadByte()); _stack.Push(OtherValue.Instance); break;
            case PickleOpcode.Long4: _cursor.Read(_cursor.ReadUInt32()); _stack.Push(OtherValue.Instance); break;
            case PickleOpcode.Unicode: _stack.Push(PickleText.DecodeRawUnicodeEscape(_cursor.ReadLine())); break;
            case PickleOpcode.ShortBinUnicode: _stack.Push(_cursor.ReadUtf8(_cursor.ReadByte())); break;
            case PickleOpcode.BinUnicode: _stack.Push(_cursor.ReadUtf8(_cursor.ReadUInt32())); break;
            case PickleOpcode.BinUnicode8: _stack.Push(_cursor.ReadUtf8(_cursor.ReadUInt64())); break;
            case PickleOpcode.ShortBinBytes: PushBytes(_cursor.ReadByte()); break;
            case PickleOpcode.BinBytes: PushBytes(_cursor.ReadUInt32()); break;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8: PushBytes(_cursor.ReadUInt64()); break;
            case PickleOpcode.String or PickleOpcode.BinString or PickleOpcode.ShortBinString:
                throw DataFileException.Unsupported("strings of Python 2 are not read");
            default: return false;
        }

        return true;
    }

    private bool RunMemoOpcode(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto: CheckProtocol(_cursor.ReadByte()); break;
            case PickleOpcode.Frame: _cursor.StartFrame(_cursor.ReadUInt64()); break;
            case PickleOpcode.Put: _memo[ReadDecimal()] = _stack.Top; break;
            case PickleOpcode.BinPut: _memo[_cursor.ReadByte()] = _stack.Top; break;
            case PickleOpcode.LongBinPut: _memo[_cursor.ReadUInt32()] = _stack.Top; break;
            case PickleOpcode.Memoize: _memo[_memo.Count] = _stack.Top; break;
            case PickleOpcode.Get: PushMemo(ReadDecimal()); break;
            case PickleOpcode.BinGet: PushMemo(_cursor.ReadByte()); break;
            case PickleOpcode.LongBinGet: PushMemo(_cursor.ReadUInt32()); break;
            default: return false;
        }

        return true;
    }

    private void RunNameOpcode(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global: _stack.Push(ReadName()); break;
            case PickleOpcode.StackGlobal:
                _stack.Push(_stack.Pop(2) is [string module, string name] ? PickleCalls.Find(module, name) : throw DataFileException.Corrupt("STACK_GLOBAL without two strings"));
                break;
            case PickleOpcode.Reduce:
                var call = _stack.Pop(2);
                _stack.Push(_calls.Call(call[0], call[1]));
                break;
            case PickleOpcode.Build:
                var state = _stack.Pop();
                PickleCalls.SetState(_stack.Top, state);
                break;
            case PickleOpcode.Inst:
                ReadName();
                throw Refused(opcode);
            case PickleOpcode.PersId or PickleOpcode.BinPersId or PickleOpcode.Ext1 or PickleOpcode.Ext2 or PickleOpcode.Ext4
                or PickleOpcode.Obj or PickleOpcode.NewObj or PickleOpcode.NewObjEx or PickleOpcode.NextBuffer or PickleOpcode.ReadOnlyBuffer:
                throw Refused(opcode);
            default:
                throw UnknownOpcode(opcode);
        }
    }

    // After a module's name and a member's, what should have been STACK_GLOBAL is judged as the name it was to look up.
    private readonly DataFileException UnknownOpcode(PickleOpcode opcode)
    {
        if (_stack.TopTwo is [string module, string name] && PickleCalls.IsAllowedModule(module))
            PickleCalls.Find(module, name);

        return DataFileException.Corrupt($"opcode {(byte)opcode:x2} is unknown");
    }

    private readonly void Append(object[] items)
    {
        if (_stack.Top is not List<object> list)
            throw DataFileException.Corrupt("items of the pickle are appended to something that is no list");

        list.AddRange(items);
    }

    private readonly void RequireOther()
    {
        if (_stack.Top is not OtherValue)
            throw DataFileException.Corrupt("items of the pickle are set on something that takes none");
    }

    private void PushBytes(ulong count) => _stack.Push(new PickleBytes(_cursor.Read(count).ToArray()));

    private readonly void PushMemo(long number) =>
        _stack.Push(_memo.TryGetValue(number, out var value) ? value : throw DataFileException.Corrupt($"the pickle's memo has no number {number}"));

    private AllowedName ReadName()
    {
        var module = Encoding.Latin1.GetString(_cursor.ReadLine());
        return PickleCalls.Find(module, Encoding.Latin1.GetString(_cursor.ReadLine()));
    }

    // Protocol 0 writes False and True as the numbers 00 and 01.
    private object ReadInt()
    {
        var line = _cursor.ReadLine();
        return line.SequenceEqual("00"u8) ? false : line.SequenceEqual("01"u8) ? true : ParseDecimal(line);
    }

    private long ReadDecimal() => ParseDecimal(_cursor.ReadLine());

    private static long ParseDecimal(ReadOnlySpan<byte> line) =>
        long.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw DataFileException.Corrupt("a number of the pickle cannot be read");

    private static void CheckProtocol(byte protocol)
    {
        if (protocol > LastProtocol)
            throw DataFileException.Unsupported($"pickle protocol {protocol} is not read");
    }

    private static DataFileException Refused(PickleOpcode opcode) =>
        new(DataFileErrorKind.Refused, $"opcode {opcode} makes outside objects");
}
