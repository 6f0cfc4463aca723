using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>Hands arguments over to the shim: plain values as they are, lists copied to the stack (long ones to the heap).</summary>
internal static unsafe class Call
{
    // A few hundred parameters of an optimiser's step fit; more than that is rare enough for malloc.
    private const int StackBytes = 8 * 1024;
    private const int MostDescribed = 8;

    [SkipLocalsInit]
    internal static int Run(Operator op, ReadOnlySpan<Arg> arguments, Value* results, int capacity)
    {
        var values = stackalloc Value[arguments.Length];
        var listBytes = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            values[i] = new Value { Tag = argument.Tag, Count = argument.Count, Bits = argument.Bits };
            if (argument.Tag is >= Tag.Integers and <= Tag.Text)
            {
                listBytes += argument.ListBytes;
            }
        }

        int returned;
        if (listBytes == 0)
        {
            if (Shim.cp_operator_call(op.Handle, values, arguments.Length, results, capacity, &returned) != 0)
            {
                throw Failure(op, arguments);
            }
        }
        else
        {
            returned = RunWithLists(op, arguments, values, listBytes, results, capacity);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            GC.KeepAlive(arguments[i].Reference);
        }

        return returned;
    }

    [SkipLocalsInit]
    private static int RunWithLists(Operator op, ReadOnlySpan<Arg> arguments, Value* values, int bytes, Value* results, int capacity)
    {
        var onStack = stackalloc long[bytes <= StackBytes ? bytes / 8 : 0];
        var heap = bytes <= StackBytes ? null : NativeMemory.Alloc((nuint)bytes);
        try
        {
            var next = heap is null ? (byte*)onStack : (byte*)heap;
            for (var i = 0; i < arguments.Length; i++)
            {
                if (arguments[i].Tag is >= Tag.Integers and <= Tag.Text)
                {
                    values[i].Bits = (nint)next;
                    values[i].Count = Copy(arguments[i], next);
                    next += arguments[i].ListBytes;
                }
            }

            int returned;
            return Shim.cp_operator_call(op.Handle, values, arguments.Length, results, capacity, &returned) == 0 ? returned : throw Failure(op, arguments);
        }
        finally
        {
            NativeMemory.Free(heap);
        }
    }

    /// <summary>libtorch's message, and what it leaves out: the operator, and the shapes and types it was given.</summary>
    private static TorchException Failure(Operator op, ReadOnlySpan<Arg> arguments)
    {
        var failure = Shim.LastFailure();
        var tensors = new List<string>();
        foreach (var argument in arguments)
        {
            switch (argument.Reference)
            {
                case Tensor tensor:
                    tensors.Add(Described(tensor));
                    break;
                case Tensor?[] list:
                    tensors.Add($"({string.Join(", ", list.Take(MostDescribed).Select(tensor => tensor is null ? "none" : Described(tensor)))}{(list.Length > MostDescribed ? ", …" : "")})");
                    break;
            }
        }

        return tensors.Count == 0 ? failure : new TorchException($"{failure.Message} — in {op} of {string.Join(", ", tensors)}", failure.InnerException);
    }

    private static string Described(Tensor tensor) =>
        tensor.Device.Type == DeviceType.Cpu ? $"{tensor.Type}{tensor.ShapeText}" : $"{tensor.Type}{tensor.ShapeText} on {tensor.Device}";

    private static int Copy(in Arg argument, byte* to)
    {
        switch (argument.Reference)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(to, integers.Length));
                break;
            case double[] reals:
                reals.CopyTo(new Span<double>(to, reals.Length));
                break;
            case bool[] booleans:
                booleans.CopyTo(new Span<bool>(to, booleans.Length));
                break;
            case string text:
                return Encoding.UTF8.GetBytes(text, new Span<byte>(to, argument.ListBytes));
            case Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++)
                {
                    ((nint*)to)[i] = tensors[i]?.Handle ?? 0;
                }

                break;
        }

        return argument.Count;
    }
}
