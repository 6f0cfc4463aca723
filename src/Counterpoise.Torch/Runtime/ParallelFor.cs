using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>Runs a C# body on libtorch's own threads, so that kernels here and operators there share one pool.</summary>
public static unsafe class ParallelFor
{
    /// <summary>Calls the body with parts [from, to) of a range, at most one part for each thread.</summary>
    /// <param name="begin">The first index.</param>
    /// <param name="end">The index after the last.</param>
    /// <param name="grain">The least indices worth a thread.</param>
    /// <param name="body">Given the part's first index and the one after its last.</param>
    /// <remarks>What the body throws is thrown again here, the first of several.</remarks>
    public static void Run(long begin, long end, long grain, Action<long, long> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(grain);
        if (begin >= end)
        {
            return;
        }

        if (end - begin <= grain)
        {
            body(begin, end);
            return;
        }

        var work = new Work(body);
        var held = GCHandle.Alloc(work);
        try
        {
            LibTorchC.Check(LibTorchC.torch_parallel_for(begin, end, grain, &RunPart, (void*)GCHandle.ToIntPtr(held)), "a parallel loop");
        }
        finally
        {
            held.Free();
        }

        work.Failure?.Throw();
    }

    [UnmanagedCallersOnly]
    private static void RunPart(long from, long to, void* context)
    {
        var work = (Work)GCHandle.FromIntPtr((nint)context).Target!;
        try
        {
            work.Body(from, to);
        }
#pragma warning disable CA1031 // Nothing may be thrown through native frames; it is thrown again on the caller's side.
        catch (Exception failure)
        {
            work.Fail(failure);
        }
#pragma warning restore CA1031
    }

    private sealed class Work(Action<long, long> body)
    {
        private ExceptionDispatchInfo? _failure;

        internal Action<long, long> Body => body;

        internal ExceptionDispatchInfo? Failure => _failure;

        internal void Fail(Exception failure) => Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
    }
}
