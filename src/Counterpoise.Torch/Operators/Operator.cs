using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>
/// One of libtorch's operators, by name: <c>Operator.Get("aten::add", "Tensor").Invoke(a, b)</c>.
/// Looked up once, then a call costs no more than from Python. Arguments follow the operator's schema; those left out at the end take its defaults.
/// </summary>
public sealed unsafe class Operator
{
    private const int MostResults = 16;
    private readonly string _name;
    private readonly string _overload;
    private nint _handle;
    private string _schema = "";

    private Operator(string name, string overload)
    {
        _name = name;
        _overload = overload;
    }

    /// <summary>The operator's signature, as libtorch prints it.</summary>
    public string Schema => Handle == 0 ? "" : _schema;

    internal nint Handle => _handle != 0 ? _handle : Resolve();

    /// <summary>Looks an operator up, custom ones included.</summary>
    /// <param name="name">With its namespace, such as <c>aten::add</c>.</param>
    /// <param name="overload">Such as <c>Tensor</c>; empty for the only one.</param>
    /// <exception cref="TorchException">There is no such operator in this libtorch.</exception>
    public static Operator Get(string name, string overload = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(overload);
        var found = new Operator(name, overload);
        found.Resolve();
        return found;
    }

    /// <summary>Every operator of this libtorch, as its schema.</summary>
    public static IReadOnlyList<string> List()
    {
        var schemas = new List<string>();
        var held = GCHandle.Alloc(schemas);
        try
        {
            Shim.Check(Shim.cp_operator_list(&Visit, GCHandle.ToIntPtr(held)));
        }
        finally
        {
            held.Free();
        }

        return schemas;
    }

    /// <summary>An ATen operator that is looked up when it is first called, so that one that this libtorch lacks harms nobody else.</summary>
    internal static Operator Aten(string name, string overload = "") => new("aten::" + name, overload);

    /// <summary>Calls an operator that returns one tensor.</summary>
    [SkipLocalsInit]
    public Tensor Invoke(params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Call.Run(this, arguments, &result, 1);
        return result.Tag == Tag.Tensor ? new Tensor((nint)result.Bits) : throw Refused(&result, 1, "one tensor");
    }

    /// <summary>Calls an operator for what it does to its arguments; results are dropped.</summary>
    [SkipLocalsInit]
    public void Run(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc Value[MostResults];
        Drop(results, Call.Run(this, arguments, results, MostResults));
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    public (Tensor First, Tensor Second) InvokePair(params ReadOnlySpan<Arg> arguments)
    {
        var all = InvokeMany(arguments);
        return all.Length == 2 ? (all[0], all[1]) : throw new InvalidOperationException($"two tensors were expected, {all.Length} came: {Schema}");
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    public (Tensor First, Tensor Second, Tensor Third) InvokeTriple(params ReadOnlySpan<Arg> arguments)
    {
        var all = InvokeMany(arguments);
        return all.Length == 3 ? (all[0], all[1], all[2]) : throw new InvalidOperationException($"three tensors were expected, {all.Length} came: {Schema}");
    }

    /// <summary>Calls an operator that returns several tensors, or a list of tensors.</summary>
    [SkipLocalsInit]
    public Tensor[] InvokeMany(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc Value[MostResults];
        var returned = Call.Run(this, arguments, results, MostResults);
        if (returned == 1 && results->Tag == Tag.Tensors)
        {
            var list = Adopt(new ReadOnlySpan<nint>((void*)results->Bits, results->Count));
            Shim.cp_memory_free((void*)results->Bits);
            return list;
        }

        var tensors = new Tensor[returned];
        for (var i = 0; i < returned; i++)
        {
            tensors[i] = results[i].Tag == Tag.Tensor ? new Tensor((nint)results[i].Bits) : throw Refused(results + i, returned - i, "tensors");
        }

        return tensors;
    }

    /// <summary>Calls an operator that returns one integer.</summary>
    public long InvokeInteger(params ReadOnlySpan<Arg> arguments) => Plain(Tag.Integer, arguments);

    /// <summary>Calls an operator that returns one real number.</summary>
    public double InvokeReal(params ReadOnlySpan<Arg> arguments) => BitConverter.Int64BitsToDouble(Plain(Tag.Real, arguments));

    /// <summary>Calls an operator that returns one truth value.</summary>
    public bool InvokeBoolean(params ReadOnlySpan<Arg> arguments) => Plain(Tag.Boolean, arguments) != 0;

    /// <summary>The operator's name and overload.</summary>
    public override string ToString() => _overload.Length == 0 ? _name : $"{_name}.{_overload}";

    private long Plain(Tag expected, ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Call.Run(this, arguments, &result, 1);
        return result.Tag == expected ? result.Bits : throw Refused(&result, 1, expected.ToString());
    }

    private nint Resolve()
    {
        nint handle;
        byte* schema;
        Shim.Check(Shim.cp_operator_find(_name, _overload, &handle, &schema));
        _schema = Shim.Text(schema);
        return _handle = handle;
    }

    private InvalidOperationException Refused(Value* results, int count, string expected)
    {
        var found = results->Tag;
        Drop(results, count);
        return new InvalidOperationException($"{expected} was expected as the result, {found} came: {Schema}");
    }

    private static Tensor[] Adopt(ReadOnlySpan<nint> handles)
    {
        var tensors = new Tensor[handles.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new Tensor(handles[i]);
        }

        return tensors;
    }

    private static void Drop(Value* results, int count)
    {
        for (var i = 0; i < count; i++)
        {
            switch (results[i].Tag)
            {
                case Tag.Tensor:
                    Shim.cp_tensor_free((nint)results[i].Bits);
                    break;
                case Tag.Tensors:
                    for (var k = 0; k < results[i].Count; k++)
                    {
                        Shim.cp_tensor_free(((nint*)results[i].Bits)[k]);
                    }

                    Shim.cp_memory_free((void*)results[i].Bits);
                    break;
                case Tag.Integers:
                    Shim.cp_memory_free((void*)results[i].Bits);
                    break;
            }
        }
    }

    [UnmanagedCallersOnly]
    private static void Visit(nint context, byte* schema) => ((List<string>)GCHandle.FromIntPtr(context).Target!).Add(Shim.Text(schema));
}
