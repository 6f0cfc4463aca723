namespace Counterpoise.Torch.Collectives;

/// <summary>
/// Averages gradients over a process group while the backward pass still runs: parameters are put into buckets from the last to the first,
/// which is about the order in which their gradients appear, and a bucket is sent as soon as its gradients are complete.
/// <code>averager.Begin(); loss.Backward(); averager.Finish(); optimizer.Step();</code>
/// </summary>
/// <remarks>
/// Backward passes outside <see cref="Begin"/> and <see cref="Finish"/> add to the gradients of this rank alone, which is how gradients are
/// accumulated: call <see cref="Begin"/> before the last. All ranks must hold the same parameters in the same order, the same ones of them frozen;
/// the averaged gradients have the same bits on all ranks. Reference: Li et al., "PyTorch Distributed", VLDB 2020, doi:10.14778/3415478.3415530.
/// </remarks>
public sealed class GradientAverager : IDisposable
{
    private readonly ProcessGroup _group;
    private readonly GradientAveragerOptions _options;
    private readonly List<GradientBucket> _buckets;
    private readonly Dictionary<(int Bucket, int Index), GradientHook> _hooks = [];
    private readonly Lock _gate = new();
    private bool _active;
    private int _next;

    /// <summary>Prepares the buckets; the parameters stay the caller's and must outlive this.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="parameters">Names, which errors use, and parameters, such as a module's <c>NamedParameters()</c>; the same on all ranks.</param>
    /// <param name="options">How gradients are averaged; the defaults where null.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of its range.</exception>
    public GradientAverager(ProcessGroup group, IEnumerable<KeyValuePair<string, Tensor>> parameters, GradientAveragerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(parameters);
        (_group, _options) = (group, options ?? new GradientAveragerOptions());
        _options.Validate();
        _buckets = [.. Fill(parameters.Reverse(), _options.BucketMebibytes * (1 << 20))];
        if (_buckets.Count == 0)
        {
            throw new ArgumentException("there are no parameters to average the gradients of", nameof(parameters));
        }
    }

    /// <summary>How many buckets there are: messages of a step.</summary>
    public int BucketCount => _buckets.Count;

    /// <summary>How many buckets the last backward pass sent before it had ended: those that cost no waiting of their own.</summary>
    public int Overlapped { get; private set; }

    /// <summary>Makes the next backward pass one whose gradients are averaged.</summary>
    /// <exception cref="InvalidOperationException">The one before was not finished.</exception>
    public void Begin()
    {
        if (_active)
        {
            throw new InvalidOperationException("the averaging of the last backward pass was not finished: call Finish first");
        }

        for (var b = 0; b < _buckets.Count; b++)
        {
            _buckets[b].Begin();
            foreach (var i in _buckets[b].Learnt)
            {
                if (!_hooks.ContainsKey((b, i)))
                {
                    var (bucket, index) = (b, i);
                    _hooks.Add((b, i), new GradientHook(_buckets[b].Parameters[i].Value, () => Ready(bucket, index)));
                }
            }
        }

        (_next, Overlapped, _active) = (0, 0, true);
    }

    /// <summary>Waits for the averages and writes them into the parameters' gradients.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Begin"/> was not called, or parameters have no gradient and <see cref="GradientAveragerOptions.AllowUnused"/> is off.</exception>
    /// <exception cref="CollectiveException">A peer ended, or did not take part in time.</exception>
    public void Finish()
    {
        if (!_active)
        {
            throw new InvalidOperationException("there is no backward pass to finish: call Begin before Backward");
        }

        _active = false;
        using var scope = DisposeScope.Begin();
        using var guard = NoGrad.Begin();
        try
        {
            RequireGradients();
            Overlapped = _next;
            while (_next < _buckets.Count)
            {
                LaunchNext();
            }

            var used = _options.AllowUnused ? UsedAnywhere() : null;
            foreach (var bucket in _buckets)
            {
                bucket.Collect(name => used is null || used.Contains(name));
            }
        }
        catch
        {
            _buckets.ForEach(bucket => bucket.Abandon());
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var hook in _hooks.Values)
        {
            hook.Dispose();
        }

        _hooks.Clear();
        _buckets.ForEach(bucket => bucket.Dispose());
        _buckets.Clear();
    }

    private static IEnumerable<GradientBucket> Fill(IEnumerable<KeyValuePair<string, Tensor>> parameters, double bytes)
    {
        var members = new List<KeyValuePair<string, Tensor>>();
        var held = 0.0;
        foreach (var (name, parameter) in parameters)
        {
            if (members.Count > 0 && (held >= bytes || members[0].Value.Type != parameter.Type || members[0].Value.Device != parameter.Device))
            {
                yield return new GradientBucket(members);
                (members, held) = ([], 0);
            }

            members.Add(KeyValuePair.Create(name, parameter));
            held += parameter.Count * (parameter.Type == ScalarType.Float64 ? 8 : parameter.Type == ScalarType.Float32 ? 4 : 2);
        }

        if (members.Count > 0)
        {
            yield return new GradientBucket(members);
        }
    }

    private void Ready(int bucket, int index)
    {
        lock (_gate)
        {
            if (!_active)
            {
                return;
            }

            if (!_buckets[bucket].MarkReady(index))
            {
                throw new InvalidOperationException($"'{_buckets[bucket].Parameters[index].Key}' got a second gradient between Begin and Finish: run the other backward passes before Begin, or add the losses up");
            }

            // In order, so that all ranks send the same; with unused parameters a bucket may be complete on one rank only.
            while (!_options.AllowUnused && _next < _buckets.Count && _buckets[_next].Pending == 0)
            {
                LaunchNext();
            }
        }
    }

    private void LaunchNext()
    {
        var bucket = _buckets[_next++];
        if (!bucket.IsFrozen)
        {
            bucket.Launch(_group, _options.Reduction == GradientReduction.Mean ? ReduceOperation.Mean : ReduceOperation.Sum);
        }
    }

    private void RequireGradients()
    {
        if (_options.AllowUnused)
        {
            return;
        }

        var unused = _buckets.SelectMany(b => b.Learnt.Select(i => b.Parameters[i])).Where(p => !HasGradient(p.Value)).Select(p => $"'{p.Key}'").ToList();
        if (unused.Count > 0)
        {
            throw new InvalidOperationException($"the backward pass of rank {_group.Rank} gave no gradient to {string.Join(", ", unused.Take(8))}{(unused.Count > 8 ? $" and {unused.Count - 8} more" : "")}: freeze what the loss does not depend on, or set {nameof(GradientAveragerOptions.AllowUnused)}");
        }
    }

    private HashSet<string> UsedAnywhere()
    {
        var parameters = _buckets.SelectMany(b => b.Parameters).ToList();
        var used = Tensor.FromArray(parameters.Select(p => HasGradient(p.Value) ? 1L : 0L).ToArray()).To(_group.Device);
        _group.AllReduce(used, ReduceOperation.Max);
        return [.. parameters.Zip(used.ToArray<long>()).Where(p => p.Second != 0).Select(p => p.First.Key)];
    }

    private static bool HasGradient(Tensor parameter)
    {
        using var gradient = parameter.Grad;
        return gradient is not null;
    }
}
