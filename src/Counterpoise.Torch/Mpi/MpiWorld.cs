using System.Diagnostics;

namespace Counterpoise.Torch.Mpi;

/// <summary>
/// The processes that mpirun or srun started, each with a rank, over Open MPI: collectives on plain memory. Every rank makes the same calls
/// in the same order with the same numbers of elements; a call returns when all ranks have made it.
/// </summary>
/// <remarks>
/// Sums are Open MPI's: its algorithms for the processor give all ranks the same bits, and the same again in another run with the same
/// layout of ranks. Threads take turns in calling, any of them may. When a rank's process ends before its last call, the launcher ends all
/// others.
/// </remarks>
public sealed unsafe class MpiWorld : IDisposable
{
    // MPI counts in int; pieces stay below with room for a rank's rounding.
    private const long PieceElements = 1L << 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly OpenMpi _mpi;
    private readonly nint _farewell;
    private bool _isDisposed;

    private MpiWorld(OpenMpi mpi)
    {
        _mpi = mpi;
        (Rank, Size, Version) = (mpi.Rank(mpi.World), mpi.Size(mpi.World), mpi.Version());
        _farewell = mpi.Duplicate(mpi.World);
        var machine = mpi.OnThisMachine(mpi.World);
        (LocalRank, LocalSize) = (mpi.Rank(machine), mpi.Size(machine));
        var own = ProcessorShare.Key();
        var all = new long[LocalSize];
        fixed (long* to = all)
        {
            mpi.AllGather(&own, to, 1, MpiElement.Int64, machine);
        }

        Processors = ProcessorShare.Of(Environment.ProcessorCount, own, all);
    }

    /// <summary>This process's number, in [0, <see cref="Size"/>).</summary>
    public int Rank { get; }

    /// <summary>How many processes there are.</summary>
    public int Size { get; }

    /// <summary>This process's number on its machine, in [0, <see cref="LocalSize"/>).</summary>
    public int LocalRank { get; }

    /// <summary>How many of the processes are on this machine.</summary>
    public int LocalSize { get; }

    /// <summary>
    /// Processors that this rank may count on: those it is bound to, divided among the ranks of the machine that are bound to the same
    /// ones; at least 1.
    /// </summary>
    public int Processors { get; }

    /// <summary>The library's name and version, such as "Open MPI v4.1.4".</summary>
    public string Version { get; }

    /// <summary>
    /// Loads Open MPI and meets the other processes, which a process can do once. One that was not launched is a world of one.
    /// </summary>
    /// <exception cref="DllNotFoundException">Open MPI is not installed, or the MPI that is there is another; the message says what to
    /// install.</exception>
    /// <exception cref="MpiException">MPI was initialised before, or sees other processes than the launcher started.</exception>
    public static MpiWorld Join()
    {
        var launch = MpiLaunch.FromEnvironment();
        var mpi = OpenMpi.Load();
        mpi.Begin();
        var world = new MpiWorld(mpi);
        if (launch?.Size is { } size && size != world.Size)
        {
            var seen = world.Size;
            world.TryEnd(TimeSpan.Zero);
            throw new MpiException(
                $"{launch.Launcher} says that {size} processes were started, {world.Version} sees {seen}: launcher and library are of "
                + $"different kinds. Start with Open MPI's own mpirun, or srun --mpi=pmix");
        }

        return world;
    }

    /// <summary>Replaces each element by the sum, greatest or least of all ranks.</summary>
    /// <param name="data">As many elements on all ranks; written in place.</param>
    /// <param name="operation">How elements become one.</param>
    /// <exception cref="MpiException">The call failed.</exception>
    public void AllReduce(Span<float> data, ReduceOperation operation = ReduceOperation.Sum) =>
        AllReduce(data, MpiElement.Float, operation);

    /// <inheritdoc cref="AllReduce(Span{float}, ReduceOperation)"/>
    public void AllReduce(Span<double> data, ReduceOperation operation = ReduceOperation.Sum) =>
        AllReduce(data, MpiElement.Double, operation);

    /// <inheritdoc cref="AllReduce(Span{float}, ReduceOperation)"/>
    public void AllReduce(Span<long> data, ReduceOperation operation = ReduceOperation.Sum) => AllReduce(data, MpiElement.Int64, operation);

    /// <summary>Replaces each element by the sum, greatest or least of all ranks.</summary>
    /// <param name="data">Where the elements are, contiguous; written in place.</param>
    /// <param name="count">How many there are, the same on all ranks.</param>
    /// <param name="element">What they are; not bytes.</param>
    /// <param name="operation">How elements become one.</param>
    /// <exception cref="ArgumentException">The elements are bytes.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void AllReduce(void* data, long count, MpiElement element, ReduceOperation operation = ReduceOperation.Sum)
    {
        if (element == MpiElement.Byte)
        {
            throw new ArgumentException("bytes are copied, not summed up: reduce float, double or 64-bit integers", nameof(element));
        }

        RequireOpen();
        for (var done = 0L; done < count; done += PieceElements)
        {
            _mpi.AllReduce((byte*)data + (done * Width(element)), (int)Math.Min(PieceElements, count - done), element, operation,
                _mpi.World);
        }
    }

    /// <summary>Replaces the elements by those of one rank.</summary>
    /// <param name="data">As many elements on all ranks; written in place on all but the root.</param>
    /// <param name="root">The rank whose elements all get.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Broadcast<T>(Span<T> data, int root = 0)
        where T : unmanaged
    {
        fixed (T* at = data)
        {
            Broadcast(at, (long)data.Length * sizeof(T), root);
        }
    }

    /// <summary>Replaces bytes by those of one rank.</summary>
    /// <param name="data">Where they are, contiguous.</param>
    /// <param name="bytes">How many, the same on all ranks.</param>
    /// <param name="root">The rank whose bytes all get.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Broadcast(void* data, long bytes, int root = 0)
    {
        if (root < 0 || root >= Size)
        {
            throw new ArgumentOutOfRangeException(nameof(root), root, $"a rank in [0, {Size}) was expected");
        }

        RequireOpen();
        for (var done = 0L; done < bytes; done += PieceElements)
        {
            _mpi.Broadcast((byte*)data + done, (int)Math.Min(PieceElements, bytes - done), MpiElement.Byte, root, _mpi.World);
        }
    }

    /// <summary>The elements of all ranks, in the order of their ranks.</summary>
    /// <param name="own">This rank's, n elements, as many on all ranks.</param>
    /// <param name="all">n · <see cref="Size"/> elements, written.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a rank's elements are 1 GiB or more.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void AllGather<T>(ReadOnlySpan<T> own, Span<T> all)
        where T : unmanaged
    {
        if (all.Length != (long)own.Length * Size || (long)own.Length * sizeof(T) >= PieceElements)
        {
            throw new ArgumentException(
                $"{own.Length} elements of {sizeof(T)} bytes of each of {Size} ranks, below {PieceElements} bytes, were expected to go "
                + $"into {(long)own.Length * Size} elements; found {all.Length}", nameof(all));
        }

        RequireOpen();
        fixed (T* from = own, to = all)
        {
            _mpi.AllGather(from, to, own.Length * sizeof(T), MpiElement.Byte, _mpi.World);
        }
    }

    /// <summary>
    /// Returns when all ranks have called it. It sleeps while it waits, where other calls keep a core busy: right where one rank has long
    /// work of its own.
    /// </summary>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Barrier()
    {
        RequireOpen();
        Wait(_mpi.BeginBarrier(_mpi.World), Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Ends MPI in this process if all ranks come to their end too, with an error or without. Other ranks may still wait in other calls,
    /// whose messages this one does not disturb: so a rank that has failed finds out whether it has failed alone.
    /// </summary>
    /// <param name="patience">How long to wait for the others; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>Whether all came. Where not, some are still at work and would wait for this rank: <see cref="Abort"/> ends them.</returns>
    public bool TryEnd(TimeSpan patience)
    {
        RequireOpen();
        _isDisposed = true;
        try
        {
            if (Wait(_mpi.BeginBarrier(_farewell), patience))
            {
                _mpi.End();
                return true;
            }
        }
        catch (MpiException)
        {
            // A rank that cannot be reached does not come either.
        }

        return false;
    }

    /// <summary>Ends all ranks at once, this one too, without a return: what a rank does that has failed alone.</summary>
    /// <param name="exitCode">What the launcher returns to its caller, not 0.</param>
    public void Abort(int exitCode)
    {
        Console.Out.Flush();
        Console.Error.Flush();
        _mpi.Abort(exitCode);
    }

    /// <summary>
    /// Waits until all ranks have come to their end, however long their last work takes, and ends MPI in this process. A rank that has
    /// failed calls <see cref="TryEnd"/> instead, since the others may wait for it.
    /// </summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            TryEnd(Timeout.InfiniteTimeSpan);
        }
    }

    private static int Width(MpiElement element) => element switch { MpiElement.Byte => 1, MpiElement.Float => 4, _ => 8 };

    private void AllReduce<T>(Span<T> data, MpiElement element, ReduceOperation operation)
        where T : unmanaged
    {
        fixed (T* at = data)
        {
            AllReduce(at, data.Length, element, operation);
        }
    }

    private bool Wait(nint request, TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        while (!_mpi.Test(ref request))
        {
            if (patience != Timeout.InfiniteTimeSpan && clock.Elapsed > patience)
            {
                return false;
            }

            Thread.Sleep(Pause);
        }

        return true;
    }

    private void RequireOpen() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
