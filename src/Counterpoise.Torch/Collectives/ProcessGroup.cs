using Counterpoise.Torch.Files;
using Counterpoise.Torch.Mpi;

namespace Counterpoise.Torch.Collectives;

/// <summary>
/// Processes that compute together, each with a rank: <see cref="MpiWorld"/> on tensors. Every rank calls the same collectives in the same
/// order with tensors of the same shape and type; a collective returns when all ranks have called it, with the same bits everywhere.
/// </summary>
/// <remarks>
/// A collective writes into its tensor below autograd: gradients do not flow through it. Float32, float64 and int64 tensors that lie
/// densely on the processor travel as they are; half-precision and smaller ones are summed up as float32, other integers as int64, and
/// tensors of another device by way of main memory. A group of one, which needs no MPI, leaves everything as it is.
/// </remarks>
public sealed unsafe class ProcessGroup : IDisposable
{
    private readonly MpiWorld? _world;

    /// <summary>The processes of a world, which the group ends with itself.</summary>
    /// <param name="world">The processes; null for this one alone.</param>
    public ProcessGroup(MpiWorld? world) => _world = world;

    /// <summary>This process's number, in [0, <see cref="Size"/>).</summary>
    public int Rank => _world?.Rank ?? 0;

    /// <summary>How many processes there are.</summary>
    public int Size => _world?.Size ?? 1;

    /// <summary>Whether this is rank 0, which writes what is written once.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>This process's number on its machine, from 0.</summary>
    public int LocalRank => _world?.LocalRank ?? 0;

    /// <summary>Processors that this rank may count on: those of its machine are shared by the ranks there; at least 1.</summary>
    public int Processors => _world?.Processors ?? Environment.ProcessorCount;

    /// <summary>
    /// Meets the processes that mpirun or srun has started with this one, once in a process; a group of one, for which nothing is loaded,
    /// where it was started alone.
    /// </summary>
    /// <exception cref="DllNotFoundException">Open MPI is not installed, or the MPI that is there is another; the message says what to
    /// install.</exception>
    /// <exception cref="MpiException">MPI sees other processes than the launcher started, or the group was joined before.</exception>
    public static ProcessGroup Join() => new(MpiLaunch.FromEnvironment() is null ? null : MpiWorld.Join());

    /// <summary>Replaces the tensor by the sum, the greatest or the least over all ranks.</summary>
    /// <param name="tensor">Of the same shape and type on all ranks; written in place.</param>
    /// <param name="operation">How the tensors become one.</param>
    /// <exception cref="MpiException">The call failed.</exception>
    public void AllReduce(Tensor tensor, ReduceOperation operation = ReduceOperation.Sum)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (_world is null)
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var dense = Dense(tensor, Summed(tensor.Type));
        _world.AllReduce(dense.Data, dense.Count, dense.Type switch { ScalarType.Float32 => MpiElement.Float,
            ScalarType.Float64 => MpiElement.Double, _ => MpiElement.Int64 }, operation);
        WriteBack(dense, tensor);
    }

    /// <summary>Replaces each number by its sum, its greatest or its least over all ranks.</summary>
    /// <param name="numbers">As many on all ranks; written in place.</param>
    /// <param name="operation">How they become one.</param>
    /// <exception cref="MpiException">The call failed.</exception>
    public void AllReduce(Span<double> numbers, ReduceOperation operation = ReduceOperation.Sum) => _world?.AllReduce(numbers, operation);

    /// <summary>The tensors of all ranks, in the order of their ranks.</summary>
    /// <param name="tensor">Of the same shape and type on all ranks.</param>
    /// <returns>New tensors, one for each rank.</returns>
    /// <exception cref="MpiException">The call failed.</exception>
    public Tensor[] AllGather(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var own = Dense(tensor, tensor.Type);
        var bytes = checked((int)(own.Count * own.Type.Size()));
        var all = new byte[bytes * (long)Size];
        AllGather(new ReadOnlySpan<byte>(own.Data, bytes), all);
        var results = new Tensor[Size];
        for (var rank = 0; rank < Size; rank++)
        {
            var there = Tensor.Empty(tensor.Shape, tensor.Type);
            all.AsSpan(rank * bytes, bytes).CopyTo(new Span<byte>(there.Data, bytes));
            results[rank] = there.To(tensor.Device);
        }

        return scope.Keep(results);
    }

    /// <summary>The elements of all ranks, in the order of their ranks.</summary>
    /// <param name="own">This rank's, n elements, as many on all ranks.</param>
    /// <param name="all">n · <see cref="Size"/> elements, written.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void AllGather<T>(ReadOnlySpan<T> own, Span<T> all)
        where T : unmanaged
    {
        if (_world is null)
        {
            own.CopyTo(all);
        }
        else
        {
            _world.AllGather(own, all);
        }
    }

    /// <summary>Replaces the tensor by that of one rank.</summary>
    /// <param name="tensor">Of the same shape and type on all ranks; written in place on all but the root.</param>
    /// <param name="root">The rank whose tensor all get.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Broadcast(Tensor tensor, int root = 0)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        RequireRank(root);
        if (_world is null)
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var dense = Dense(tensor, tensor.Type);
        _world.Broadcast(dense.Data, dense.Count * dense.Type.Size(), root);
        WriteBack(dense, tensor);
    }

    /// <summary>
    /// Replaces tensors by those of one rank, all of a type in one message: the parameters and buffers that all start from.
    /// </summary>
    /// <param name="tensors">Such as the values of a state dict; the same shapes and types in the same order on all ranks.</param>
    /// <param name="root">The rank whose tensors all get.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Broadcast(IEnumerable<Tensor> tensors, int root = 0)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        RequireRank(root);
        if (_world is null)
        {
            return;
        }

        using var guard = torch.no_grad();
        foreach (var alike in tensors.GroupBy(tensor => tensor.Type).Select(group => group.ToArray()))
        {
            using var scope = torch.NewDisposeScope();
            var flat = Tensor.Concatenate(Array.ConvertAll(alike, tensor => tensor.Detach().To(torch.CPU).Reshape(-1)));
            Broadcast(flat, root);
            var start = 0L;
            foreach (var tensor in Rank == root ? [] : alike)
            {
                tensor.CopyFrom(flat.Narrow(0, start, tensor.Count).View(tensor.Shape));
                start += tensor.Count;
            }
        }
    }

    /// <summary>Replaces elements by those of one rank.</summary>
    /// <param name="data">As many on all ranks; written in place on all but the root.</param>
    /// <param name="root">The rank whose elements all get.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Broadcast<T>(Span<T> data, int root = 0)
        where T : unmanaged
    {
        RequireRank(root);
        _world?.Broadcast(data, root);
    }

    /// <summary>Returns when all ranks have called it, and sleeps until then.</summary>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Barrier() => _world?.Barrier();

    /// <inheritdoc cref="MpiWorld.TryEnd"/>
    public bool TryEnd(TimeSpan patience) => _world?.TryEnd(patience) ?? true;

    /// <summary>
    /// Ends all ranks at once, this one too, without a return: what a rank does that has failed alone. A group of one returns.
    /// </summary>
    /// <param name="exitCode">What the launcher returns to its caller, not 0.</param>
    public void Abort(int exitCode) => _world?.Abort(exitCode);

    /// <summary>
    /// Waits until all ranks have come to their end, and leaves the group. A rank that has failed calls <see cref="TryEnd"/> instead, since
    /// the others may wait for it.
    /// </summary>
    public void Dispose() => _world?.Dispose();

    private static ScalarType Summed(ScalarType type) => type switch
    {
        ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64 => type,
        ScalarType.Float16 or ScalarType.BFloat16 => ScalarType.Float32,
        _ => ScalarType.Int64,
    };

    /// <summary>The elements in row-major order in main memory: the tensor itself where it lies so.</summary>
    private static Tensor Dense(Tensor tensor, ScalarType type) => tensor.Detach().To(torch.CPU).To(type).Contiguous();

    /// <summary>Copies what was received into the tensor, unless both are the same memory.</summary>
    private static void WriteBack(Tensor dense, Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU || dense.Data != tensor.Data)
        {
            tensor.CopyFrom(dense);
        }
    }

    private void RequireRank(int root)
    {
        if (root < 0 || root >= Size)
        {
            throw new ArgumentOutOfRangeException(nameof(root), root, $"a rank in [0, {Size}) was expected");
        }
    }
}
