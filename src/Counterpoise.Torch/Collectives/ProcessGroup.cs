using System.Globalization;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch.Collectives;

/// <summary>
/// Processes that compute together, each with a rank. Every rank calls the same collectives in the same order with tensors of the same
/// shape and type; a collective ends when all have taken part, with the same bits everywhere, or with an error within the timeout.
/// </summary>
/// <remarks>
/// Over Gloo the types are float64, float32, float16, int64, int32, int8 and uint8. A collective writes into its tensor below autograd:
/// gradients do not flow through it. A group serves one thread at a time. After an error the group is of no more use: dispose it and start all processes again.
/// </remarks>
public sealed unsafe class ProcessGroup : IDisposable
{
    private nint _handle;

    /// <summary>Meets the other processes; returns when all have come.</summary>
    /// <param name="options">Who takes part and where they meet.</param>
    /// <exception cref="ArgumentException">Options are out of range; all are listed.</exception>
    /// <exception cref="CollectiveException">The others did not come in time, or the meeting point cannot be opened or reached.</exception>
    public ProcessGroup(ProcessGroupOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        if (Shim.cp_group_has(options.Backend == CollectiveBackend.Nccl ? 1 : 0) == 0)
        {
            throw new CollectiveException(options.Backend == CollectiveBackend.Nccl
                ? "the engine's native library was built without NCCL: use Gloo, or build it with a libtorch for CUDA and NCCL's headers"
                : "the engine's native library was built without Gloo: install libgloo-dev and build it again");
        }

        var loopback = options.StoreFile is not null || options.Address is "localhost" or "127.0.0.1" or "::1";
        nint handle;
        var address = options.StoreFile is { } file ? "file://" + Path.GetFullPath(file) : options.Address;
        var serves = options.Rank == 0 && options.KeyPrefix.Length == 0 ? 1 : 0;
        var failed = Shim.cp_group_open((int)options.Backend, address, options.Port, serves, options.KeyPrefix, options.Rank, options.Size, (long)options.Timeout.TotalMilliseconds, options.NetworkInterface ?? "", loopback ? "127.0.0.1" : "", &handle);
        if (failed != 0)
        {
            var failure = Shim.LastFailure();
            throw new CollectiveException(
                $"rank {Rank} of {Size} could not meet the others at {(options.StoreFile is null ? $"{options.Address}:{options.Port}" : options.StoreFile)} within {Seconds}: {failure.Message}. "
                + "Check that all ranks run with the same address, port and size, and that no other program has the port",
                failure);
        }

        _handle = handle;
    }

    /// <summary>The backstop for groups nobody disposed.</summary>
    ~ProcessGroup() => Free();

    /// <summary>How the group was formed.</summary>
    public ProcessGroupOptions Options { get; }

    /// <summary>This process's number, in [0, <see cref="Size"/>).</summary>
    public int Rank => Options.Rank;

    /// <summary>How many processes there are.</summary>
    public int Size => Options.Size;

    /// <summary>Whether this is rank 0, which writes what is written once.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Where this rank's tensors belong: with NCCL the GPU of its local rank, else the processor.</summary>
    public Device Device => Options.Backend == CollectiveBackend.Nccl ? Device.Cuda(Options.LocalRank) : Device.Cpu;

    /// <summary>Meets the other processes that the launcher started, see <see cref="ProcessGroupOptions.FromEnvironment"/>.</summary>
    /// <param name="timeout">How long to wait for peers; 30 minutes by default.</param>
    /// <param name="backend">What carries the messages.</param>
    /// <exception cref="ArgumentException">A variable is missing or out of its range; all are listed.</exception>
    /// <exception cref="CollectiveException">The others did not come in time.</exception>
    public static ProcessGroup FromEnvironment(TimeSpan? timeout = null, CollectiveBackend backend = CollectiveBackend.Gloo)
    {
        var options = ProcessGroupOptions.FromEnvironment() with { Backend = backend };
        return new ProcessGroup(timeout is { } limit ? options with { Timeout = limit } : options);
    }

    /// <summary>Replaces the tensor by the sum, mean, maximum or minimum over all ranks.</summary>
    /// <param name="tensor">Of the same shape and type on all ranks; written in place.</param>
    /// <param name="operation">How the tensors become one.</param>
    /// <exception cref="CollectiveException">A peer ended, or did not take part in time.</exception>
    public void AllReduce(Tensor tensor, ReduceOperation operation = ReduceOperation.Sum) => AllReduceAsync(tensor, operation).Wait();

    /// <summary>Starts <see cref="AllReduce"/>; leave the tensor alone until the work was waited for.</summary>
    /// <param name="tensor">Of the same shape and type on all ranks; written in place.</param>
    /// <param name="operation">How the tensors become one.</param>
    public CollectiveWork AllReduceAsync(Tensor tensor, ReduceOperation operation = ReduceOperation.Sum)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (operation == ReduceOperation.Mean && tensor.Type is not (ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16))
        {
            throw new ArgumentException($"the mean of {tensor.Type} tensors is no {tensor.Type} tensor: sum up, or convert to a floating-point type", nameof(operation));
        }

        // libtorch's numbers: SUM 0, MIN 3, MAX 4.
        var code = operation switch { ReduceOperation.Max => 4, ReduceOperation.Min => 3, _ => 0 };
        var dense = Dense(tensor);
        nint work;
        Check(Shim.cp_group_all_reduce(Handle, dense.Handle, code, &work), "all-reduce");
        return new CollectiveWork(this, "all-reduce", work, () =>
        {
            if (operation == ReduceOperation.Mean)
            {
                dense.DivideInPlace(Size);
            }

            WriteBack(dense, tensor);
        });
    }

    /// <summary>The tensors of all ranks, in the order of their ranks.</summary>
    /// <param name="tensor">Of the same shape and type on all ranks.</param>
    /// <returns>New tensors, one for each rank.</returns>
    /// <exception cref="CollectiveException">A peer ended, or did not take part in time.</exception>
    public Tensor[] AllGather(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = DisposeScope.Begin();
        var input = tensor.Detach().Contiguous();
        var outputs = Enumerable.Range(0, Size).Select(_ => Tensor.Empty(input.Shape, input.Type, input.Device)).ToArray();
        var handles = Array.ConvertAll(outputs, output => output.Handle);
        nint work;
        fixed (nint* to = handles)
        {
            Check(Shim.cp_group_all_gather(Handle, input.Handle, to, handles.Length, &work), "all-gather");
        }

        new CollectiveWork(this, "all-gather", work).Wait();
        return scope.Keep(outputs);
    }

    /// <summary>Replaces the tensor by that of one rank.</summary>
    /// <param name="tensor">Of the same shape and type on all ranks; written in place on all but the root.</param>
    /// <param name="root">The rank whose tensor all get.</param>
    /// <exception cref="CollectiveException">A peer ended, or did not take part in time.</exception>
    public void Broadcast(Tensor tensor, int root = 0)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (root < 0 || root >= Size)
        {
            throw new ArgumentOutOfRangeException(nameof(root), root, $"a rank in [0, {Size}) was expected");
        }

        using var scope = DisposeScope.Begin();
        var dense = Dense(tensor);
        nint work;
        Check(Shim.cp_group_broadcast(Handle, dense.Handle, root, &work), "broadcast");
        new CollectiveWork(this, "broadcast", work, () => WriteBack(dense, tensor)).Wait();
    }

    /// <summary>Replaces tensors by those of one rank, all of a type in one message: the parameters and buffers that all start from.</summary>
    /// <param name="tensors">Such as the values of a state dict; the same shapes and types in the same order on all ranks.</param>
    /// <param name="root">The rank whose tensors all get.</param>
    /// <exception cref="CollectiveException">A peer ended, or did not take part in time.</exception>
    public void Broadcast(IEnumerable<Tensor> tensors, int root = 0)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var guard = NoGrad.Begin();
        foreach (var alike in tensors.GroupBy(tensor => (tensor.Type, tensor.Device)).Select(group => group.ToArray()))
        {
            using var scope = DisposeScope.Begin();
            var flat = Tensor.Concatenate(Array.ConvertAll(alike, tensor => tensor.Detach().Reshape(-1)));
            Broadcast(flat, root);
            var start = 0L;
            foreach (var tensor in alike)
            {
                tensor.CopyFrom(flat.Narrow(0, start, tensor.Count).View(tensor.Shape));
                start += tensor.Count;
            }
        }
    }

    /// <summary>Returns when all ranks have called it.</summary>
    /// <exception cref="CollectiveException">A peer ended, or did not come in time.</exception>
    public void Barrier()
    {
        nint work;
        Check(Shim.cp_group_barrier(Handle, &work), "barrier");
        new CollectiveWork(this, "barrier", work).Wait();
    }

    /// <summary>Leaves the group.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Throws when a native call of this group reported failure.</summary>
    internal void Check(int failed, string what)
    {
        if (failed == 0)
        {
            return;
        }

        var failure = Shim.LastFailure();
        throw new CollectiveException($"the {what} of rank {Rank} of {Size} failed: {Reason(failure.Message)}. Look for the first error among all ranks, then start all of them again; libtorch said: {failure.Message}", failure);
    }

    private nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(ProcessGroup));

    private string Seconds => string.Create(CultureInfo.InvariantCulture, $"{Options.Timeout.TotalSeconds:0.###} s");

    private string Reason(string message) =>
        message.Contains("timed out", StringComparison.OrdinalIgnoreCase) ? $"a peer did not take part within {Seconds}"
        : message.Contains("closed", StringComparison.OrdinalIgnoreCase) || message.Contains("reset by peer", StringComparison.OrdinalIgnoreCase) || message.Contains("Broken pipe", StringComparison.OrdinalIgnoreCase) || message.Contains("Connection refused", StringComparison.OrdinalIgnoreCase) ? "a peer ended, the connection to it is closed"
        : "it was refused";

    /// <summary>The memory that a collective reads and writes: the tensor's own when it lies densely.</summary>
    private static Tensor Dense(Tensor tensor)
    {
        using var guard = NoGrad.Begin();
        return tensor.IsContiguous ? tensor : DisposeScope.Detach(tensor.Contiguous());
    }

    private static void WriteBack(Tensor dense, Tensor tensor)
    {
        if (!ReferenceEquals(dense, tensor))
        {
            tensor.CopyFrom(dense);
            dense.Dispose();
        }
    }

    private void Free()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            Shim.cp_group_free(handle);
        }
    }
}
