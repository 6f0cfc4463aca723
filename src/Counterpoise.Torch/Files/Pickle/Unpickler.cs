using System.Numerics;
using System.Text;

namespace Counterpoise.Torch.Files;

/// <summary>
/// The pickle machine, without Python: it builds containers, numbers, texts and descriptions of tensors, and refuses all else by name.
/// It takes no memory for a length that the file merely claims, and its work is bounded by the file's length.
/// </summary>
/// <remarks>Reference: https://docs.python.org/3/library/pickletools.html.</remarks>
internal sealed class Unpickler(PickleInput input, Func<object?[], object>? loadPersistent)
{
    private const int HighestProtocol = 5;
    private const string Containers = "a dictionary, list or set";

    private readonly PickleStack _stack = new(input);
    private readonly Dictionary<uint, object?> _memo = [];
    private long _copied;

    /// <summary>Reads one pickle, up to its STOP.</summary>
    public object? Load()
    {
        for (var opcode = Next(); opcode != PickleOpcode.Stop; opcode = Next())
        {
            if (!ReadValue(opcode) && !ReadStructure(opcode) && !ReadMemo(opcode))
                throw _stack.Fault($"opcode 0x{(byte)opcode:x2}", "an opcode that torch.save writes");
        }

        return _stack.Pop();
    }

    private PickleOpcode Next() => (PickleOpcode)input.Byte();

    private bool ReadValue(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None: _stack.Push(null); break;
            case PickleOpcode.NewTrue: _stack.Push(true); break;
            case PickleOpcode.NewFalse: _stack.Push(false); break;
            case PickleOpcode.BinInt: _stack.Push((long)(int)input.UInt32()); break;
            case PickleOpcode.BinInt1: _stack.Push((long)input.Byte()); break;
            case PickleOpcode.BinInt2: _stack.Push((long)input.UInt16()); break;
            case PickleOpcode.Long1: PushInteger(input.Bytes(input.Byte())); break;
            case PickleOpcode.BinFloat: _stack.Push(input.Float64BigEndian()); break;
            case PickleOpcode.BinUnicode: _stack.Push(Text(input.UInt32())); break;
            case PickleOpcode.ShortBinUnicode: _stack.Push(Text(input.Byte())); break;
            case PickleOpcode.BinUnicode8: _stack.Push(Text(input.UInt64())); break;
            // Python 2 wrote its texts as byte strings.
            case PickleOpcode.BinString: _stack.Push(Encoding.Latin1.GetString(input.Bytes(input.UInt32()))); break;
            case PickleOpcode.ShortBinString: _stack.Push(Encoding.Latin1.GetString(input.Bytes(input.Byte()))); break;
            case PickleOpcode.BinBytes: _stack.Push(input.Bytes(input.UInt32())); break;
            case PickleOpcode.ShortBinBytes: _stack.Push(input.Bytes(input.Byte())); break;
            case PickleOpcode.BinBytes8: _stack.Push(input.Bytes(input.UInt64())); break;
            case PickleOpcode.EmptyTuple: _stack.Push(Array.Empty<object?>()); break;
            case PickleOpcode.EmptyList or PickleOpcode.EmptySet: _stack.Push(new List<object?>()); break;
            case PickleOpcode.EmptyDict: _stack.Push(new OrderedDictionary<object, object?>()); break;
            case PickleOpcode.Global: _stack.Push(PickleGlobals.Find(input.Line(), input.Line(), input.Path)); break;
            default: return false;
        }

        return true;
    }

    private bool ReadStructure(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark: _stack.PushMark(); break;
            case PickleOpcode.Pop: _stack.Pop(); break;
            case PickleOpcode.PopMark: _stack.PopToMark(); break;
            case PickleOpcode.Dup: _stack.Push(_stack.Peek()); break;
            case PickleOpcode.Tuple: _stack.Push(_stack.PopToMark()); break;
            case PickleOpcode.Tuple1: _stack.Push(_stack.PopTuple(1)); break;
            case PickleOpcode.Tuple2: _stack.Push(_stack.PopTuple(2)); break;
            case PickleOpcode.Tuple3: _stack.Push(_stack.PopTuple(3)); break;
            case PickleOpcode.List or PickleOpcode.FrozenSet: _stack.Push(new List<object?>(_stack.PopToMark())); break;
            case PickleOpcode.Dict: PushDictionary(_stack.PopToMark()); break;
            case PickleOpcode.Append: Extend([_stack.Pop()]); break;
            case PickleOpcode.Appends or PickleOpcode.AddItems: Extend(_stack.PopToMark()); break;
            case PickleOpcode.SetItem: SetItems(_stack.PopTuple(2)); break;
            case PickleOpcode.SetItems: SetItems(_stack.PopToMark()); break;
            case PickleOpcode.StackGlobal: PushStackGlobal(); break;
            case PickleOpcode.Reduce: Reduce(); break;
            case PickleOpcode.Build: Build(); break;
            case PickleOpcode.BinPersId: _stack.Push(Persistent(_stack.Pop<object?[]>("a tuple that names a storage"))); break;
            default: return false;
        }

        return true;
    }

    private bool ReadMemo(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.BinPut: _memo[input.Byte()] = _stack.Peek(); break;
            case PickleOpcode.LongBinPut: _memo[input.UInt32()] = _stack.Peek(); break;
            case PickleOpcode.Memoize: _memo[(uint)_memo.Count] = _stack.Peek(); break;
            case PickleOpcode.BinGet: _stack.Push(Recall(input.Byte())); break;
            case PickleOpcode.LongBinGet: _stack.Push(Recall(input.UInt32())); break;
            case PickleOpcode.Frame: input.UInt64(); break;
            case PickleOpcode.Proto: CheckProtocol(input.Byte()); break;
            default: return false;
        }

        return true;
    }

    private void CheckProtocol(byte protocol)
    {
        if (protocol > HighestProtocol)
            throw _stack.Fault($"pickle protocol {protocol}", $"at most {HighestProtocol}");
    }

    private object? Recall(uint index) =>
        _memo.TryGetValue(index, out var value) ? value : throw _stack.Fault($"the memo entry {index}, which was never written",
            "an earlier one");

    private string Text(ulong length) => Encoding.UTF8.GetString(input.Bytes(length));

    private void PushInteger(byte[] littleEndian)
    {
        var value = new BigInteger(littleEndian);
        if (value >= long.MinValue && value <= long.MaxValue)
            _stack.Push((long)value);
        else
            _stack.Push(value);
    }

    private void PushDictionary(object?[] items)
    {
        _stack.Push(new OrderedDictionary<object, object?>());
        SetItems(items);
    }

    private void Extend(object?[] items) => _stack.Peek<List<object?>>(Containers).AddRange(items);

    private void SetItems(object?[] items)
    {
        var dictionary = _stack.Peek<OrderedDictionary<object, object?>>(Containers);
        if (items.Length % 2 != 0)
            throw _stack.Fault("a key without a value", "pairs");
        for (var i = 0; i < items.Length; i += 2)
            dictionary[Key(items[i])] = items[i + 1];
    }

    private object Key(object? key) => key is string or long or double or bool ? key
        : throw _stack.Fault("a dictionary key that is neither text nor number", "one of them");

    private void PushStackGlobal()
    {
        var name = _stack.Pop<string>("the name of a global");
        _stack.Push(PickleGlobals.Find(_stack.Pop<string>("the module of a global"), name, input.Path));
    }

    private object Persistent(object?[] id) =>
        loadPersistent is null ? throw _stack.Fault("a reference to a storage", "none in this part") : loadPersistent(id);

    private void Reduce()
    {
        var arguments = _stack.Pop<object?[]>("the arguments of a construction");
        var global = _stack.Pop<PickledGlobal>("a construction");
        _copied += PickleConstruction.Cost(arguments);
        if (_copied > input.Length)
            throw _stack.Fault("constructions that copy more than the pickle holds", "each text and list to be used once");
        _stack.Push(PickleConstruction.Make(global, arguments, input.Path));
    }

    // PyTorch hangs version notes on a state dict; they are not weights. No other object takes a state here.
    private void Build()
    {
        _stack.Pop();
        _stack.Peek<OrderedDictionary<object, object?>>("an OrderedDict, the only object that takes a state");
    }
}
