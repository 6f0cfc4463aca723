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

    [SkipLocalsInit]
    internal static int Run(nint op, ReadOnlySpan<Arg> arguments, Value* results, int capacity)
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
            Shim.Check(Shim.cp_operator_call(op, values, arguments.Length, results, capacity, &returned));
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
    private static int RunWithLists(nint op, ReadOnlySpan<Arg> arguments, Value* values, int bytes, Value* results, int capacity)
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
            Shim.Check(Shim.cp_operator_call(op, values, arguments.Length, results, capacity, &returned));
            return returned;
        }
        finally
        {
            NativeMemory.Free(heap);
        }
    }

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
