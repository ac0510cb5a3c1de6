using System.Globalization;
using System.Numerics;

namespace Inpaint.Models.Weights.PyTorch;

/// <summary>
/// Reads a pickle without running any of it: containers, numbers, texts, and the globals of <see cref="PickleGlobals"/>, whose meaning
/// is built in. Opcodes as in Python's pickletools, protocols 0 to 5.
/// </summary>
/// <param name="source">The bytes.</param>
/// <param name="globals">What may be named.</param>
/// <param name="persistent">Finds a storage by its persistent id.</param>
internal sealed class PickleReader(PickleSource source, PickleGlobals globals, Func<PickledTuple, PickledStorage> persistent)
{
    private const int NewestProtocol = 5;

    private readonly PickleStack _stack = new();

    /// <summary>Reads up to STOP.</summary>
    /// <exception cref="WeightsFileException">The pickle is damaged or names what is not allowed.</exception>
    public object? Read()
    {
        for (byte opcode = source.Byte(); opcode != '.'; opcode = source.Byte())
        {
            if (!Scalar(opcode) && !Container(opcode) && !Memo(opcode) && !Object(opcode))
                throw new WeightsFileException($"The pickle has the unknown opcode 0x{opcode:x2}.");
        }

        return _stack.Pop();
    }

    private bool Scalar(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'N': _stack.Push(null); break;
            case 0x88: _stack.Push(true); break;
            case 0x89: _stack.Push(false); break;
            case (byte)'J': _stack.Push((long)source.Int32()); break;
            case (byte)'K': _stack.Push((long)source.Byte()); break;
            case (byte)'M': _stack.Push((long)source.UInt16()); break;
            case 0x8a: _stack.PushNew(Integer(source.Bytes(source.Byte()))); break;
            case 0x8b: _stack.PushNew(Integer(source.Bytes(source.Int32()))); break;
            case (byte)'I' or (byte)'L': _stack.PushNew(WrittenInteger(source.Line(), opcode)); break;
            case (byte)'G': _stack.PushNew(source.BigEndianDouble()); break;
            case (byte)'F': _stack.PushNew(WrittenReal(source.Line())); break;
            case (byte)'X': _stack.PushNew(source.Text((uint)source.Int32())); break;
            case 0x8c: _stack.PushNew(source.Text(source.Byte())); break;
            case 0x8d: _stack.PushNew(source.Text(source.Int64())); break;
            case (byte)'V': _stack.PushNew(source.Line()); break;
            case (byte)'S': _stack.PushNew(source.Line().Trim('\'', '"')); break;
            case (byte)'T': _stack.PushNew(source.Text(source.Int32())); break;
            case (byte)'U': _stack.PushNew(source.Text(source.Byte())); break;
            case (byte)'B': _stack.PushNew(source.Bytes((uint)source.Int32())); break;
            case (byte)'C': _stack.PushNew(source.Bytes(source.Byte())); break;
            case 0x8e: _stack.PushNew(source.Bytes(source.Int64())); break;
            default: return false;
        }

        return true;
    }

    private bool Container(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'(': _stack.Mark(); break;
            case (byte)']' or 0x8f: _stack.PushNew(new PickledList()); break;
            case (byte)'}': _stack.PushNew(new PickledMap()); break;
            case (byte)')': _stack.PushNew(new PickledTuple([])); break;
            case (byte)'t': _stack.PushNew(new PickledTuple(_stack.PopToMark())); break;
            case 0x85 or 0x86 or 0x87: _stack.PushNew(new PickledTuple(_stack.Pop(opcode - 0x84))); break;
            case (byte)'l' or 0x91: _stack.PushNew(ListOf(_stack.PopToMark())); break;
            case (byte)'d': _stack.PushNew(SetAll(new PickledMap(), _stack.PopToMark())); break;
            case (byte)'a': Append([_stack.Pop()]); break;
            case (byte)'e' or 0x90: Append(_stack.PopToMark()); break;
            case (byte)'s': SetAll(_stack.Pop(2)); break;
            case (byte)'u': SetAll(_stack.PopToMark()); break;
            default: return false;
        }

        return true;
    }

    private bool Memo(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: RequireProtocol(source.Byte()); break;
            case 0x95: source.Int64(); break;
            case (byte)'0': _stack.Pop(); break;
            case (byte)'1': _stack.PopToMark(); break;
            case (byte)'2': _stack.Push(_stack.Peek()); break;
            case (byte)'q': _stack.Memoize(source.Byte()); break;
            case (byte)'r': _stack.Memoize((uint)source.Int32()); break;
            case (byte)'p': _stack.Memoize(WrittenIndex(source.Line())); break;
            case 0x94: _stack.MemoizeNext(); break;
            case (byte)'h': _stack.PushMemo(source.Byte()); break;
            case (byte)'j': _stack.PushMemo((uint)source.Int32()); break;
            case (byte)'g': _stack.PushMemo(WrittenIndex(source.Line())); break;
            default: return false;
        }

        return true;
    }

    private bool Object(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'c': _stack.PushNew(globals.Find(source.Line(), source.Line())); break;
            case 0x93: PushGlobal(_stack.Pop(2)); break;
            case (byte)'R' or 0x81: Call(_stack.Pop(2)); break;
            case (byte)'b': Build(_stack.Pop()); break;
            case (byte)'Q': _stack.PushNew(persistent(_stack.Pop<PickledTuple>("tuple of a storage"))); break;
            default: return false;
        }

        return true;
    }

    private void PushGlobal(object?[] names) => _stack.PushNew(names is [string module, string attribute]
        ? globals.Find(module, attribute)
        : throw new WeightsFileException("The pickle names a global by something that is no text."));

    private void Call(object?[] call)
    {
        if (call is not [PickledGlobal { Call: { } function }, PickledTuple arguments])
            throw new WeightsFileException("The pickle calls something that is not callable.");
        object? result = function(arguments);
        if (result is null)
            _stack.Push(null);
        else
            _stack.PushNew(result);
    }

    // The attributes of a script object. What a dictionary carries beside its items (_metadata) is no part of it.
    private void Build(object? state)
    {
        switch (_stack.Peek())
        {
            case PickledScriptObject target:
                target.Attributes = state as PickledMap ?? throw new WeightsFileException("A script object's state in the pickle is no dictionary.");
                break;
            case PickledMap or PickledTensor:
                break;
            default:
                throw new WeightsFileException("The pickle sets the state of something that has none.");
        }
    }

    private void Append(object?[] items) => _stack.Peek<PickledList>("list").Items.AddRange(items);

    private void SetAll(object?[] items) => SetAll(_stack.Peek<PickledMap>("dictionary"), items);

    private static PickledMap SetAll(PickledMap map, object?[] items)
    {
        if (items.Length % 2 != 0)
            throw new WeightsFileException("A dictionary in the pickle has a key without a value.");
        for (int i = 0; i < items.Length; i += 2)
            map.Set(items[i], items[i + 1]);
        return map;
    }

    private static PickledList ListOf(object?[] items)
    {
        var list = new PickledList();
        list.Items.AddRange(items);
        return list;
    }

    private static object Integer(byte[] littleEndian)
    {
        var value = new BigInteger(littleEndian);
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    private static object WrittenInteger(string line, byte opcode)
    {
        if (opcode == 'I' && line is "00" or "01")
            return line == "01";
        return long.TryParse(line.TrimEnd('L'), CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new WeightsFileException("The pickle has an integer that is none.");
    }

    private static double WrittenReal(string line) => double.TryParse(line, CultureInfo.InvariantCulture, out double value)
        ? value
        : throw new WeightsFileException("The pickle has a number that is none.");

    private static long WrittenIndex(string line) => long.TryParse(line, CultureInfo.InvariantCulture, out long index)
        ? index
        : throw new WeightsFileException("The pickle's memo has an entry that is no number.");

    private static void RequireProtocol(byte protocol)
    {
        if (protocol > NewestProtocol)
            throw new WeightsFileException($"The pickle is of protocol {protocol}; {NewestProtocol} is the newest known.");
    }
}
