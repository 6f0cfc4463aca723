namespace Counterpoise.Torch.Optimizers;

/// <summary>Changes parameters along their gradients.</summary>
/// <remarks>
/// Parameters on the CPU in float32 or float64 are updated in one pass over memory, all others with libtorch's
/// multi-tensor operators. Parameters without a gradient are left alone.
/// </remarks>
public abstract class Optimizer : IDisposable
{
    private readonly ParameterState[][] _states;

    private protected Optimizer(IEnumerable<(IEnumerable<Tensor> Parameters, double LearningRate)> groups)
    {
        Groups = [.. groups.Select(g => new ParameterGroup([.. g.Parameters], g.LearningRate))];
        _states = [.. Groups.Select(g => g.Parameters.Select(p => new ParameterState(p)).ToArray())];
        Check();
    }

    /// <summary>The groups, in the order in which they were given.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>The names of the tensors that are kept for each parameter, as PyTorch calls them.</summary>
    private protected abstract IReadOnlyList<string> MomentNames(int group);

    /// <summary>Makes one step; gradients stay as they are.</summary>
    /// <exception cref="ObjectDisposedException">A parameter was replaced since, as by <c>Module.To</c>: make the optimiser
    /// afterwards.</exception>
    public void Step()
    {
        using var guard = torch.no_grad();
        for (var g = 0; g < Groups.Count; g++)
        {
            using var scope = torch.NewDisposeScope();
            var moments = MomentNames(g).Count;
            var fused = new List<Update>();
            var rest = new List<Update>();
            foreach (var state in _states[g])
            {
                if (state.Parameter.Grad is { } gradient)
                {
                    state.Steps++;
                    state.Require(moments);
                    var update = Update.Of(state, gradient);
                    (update.IsDense ? fused : rest).Add(update);
                }
            }

            StepFused(g, fused);
            NoteChange(fused);
            foreach (var alike in rest.GroupBy(u => u.State.Steps))
            {
                StepStock(g, [.. alike], alike.Key);
            }
        }
    }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (var parameter in Groups.SelectMany(g => g.Parameters))
        {
            parameter.Grad = null;
        }
    }

    /// <summary>Forgets all moments and steps, as a new optimiser; rates and gradients stay.</summary>
    public void Reset()
    {
        foreach (var state in _states.SelectMany(s => s))
        {
            state.Dispose();
            state.Steps = 0;
        }
    }

    /// <summary>
    /// Everything needed to go on: <c>state.{parameter}.{name}</c> and <c>state.{parameter}.step</c>, the parameters
    /// numbered through all groups, and <c>group.{number}.learning_rate</c> and <c>.initial_learning_rate</c>.
    /// Moments are the optimiser's own tensors, the rest are new ones.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        foreach (var (index, group, parameter) in Numbered())
        {
            state.Add(Key(index, "step"), Tensor.Scalar(parameter.Steps, ScalarType.Int64));
            foreach (var (name, moment) in MomentNames(group).Zip(parameter.Moments))
            {
                state.Add(Key(index, name), moment);
            }
        }

        for (var g = 0; g < Groups.Count; g++)
        {
            state.Add(GroupKey(g, "learning_rate"), Tensor.Scalar(Groups[g].LearningRate, ScalarType.Float64));
            state.Add(GroupKey(g, "initial_learning_rate"), Tensor.Scalar(Groups[g].InitialLearningRate, ScalarType.Float64));
        }

        return state;
    }

    /// <summary>Copies in what <see cref="StateDict"/> gave.</summary>
    /// <param name="state">The state of an optimiser of the same kind over the same parameters.</param>
    /// <exception cref="ArgumentException">Keys are missing or unknown, or shapes differ; the message lists all, and nothing was
    /// changed.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        OptimizerState.Check(GetType().Name, Numbered().Select(n => (n.Index, n.State, MomentNames(n.Group))), Groups.Count, state);
        using var guard = torch.no_grad();
        foreach (var (index, group, parameter) in Numbered())
        {
            parameter.Steps = state[Key(index, "step")].Item<long>();
            if (parameter.Steps == 0)
            {
                parameter.Dispose();
                continue;
            }

            parameter.Require(MomentNames(group).Count);
            foreach (var (name, moment) in MomentNames(group).Zip(parameter.Moments))
            {
                moment.CopyFrom(state[Key(index, name)]);
            }
        }

        for (var g = 0; g < Groups.Count; g++)
        {
            Groups[g].LearningRate = state[GroupKey(g, "learning_rate")].Item<double>();
            Groups[g].InitialLearningRate = state[GroupKey(g, "initial_learning_rate")].Item<double>();
        }
    }

    /// <summary>Frees the moments; parameters stay.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the moments.</summary>
    /// <param name="disposing">False when a finaliser calls.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var state in _states.SelectMany(s => s))
            {
                state.Dispose();
            }
        }
    }

    internal static string Key(int parameter, string name) => FormattableString.Invariant($"state.{parameter}.{name}");

    internal static string GroupKey(int group, string name) => FormattableString.Invariant($"group.{group}.{name}");

    /// <summary>Updates dense CPU parameters in one pass.</summary>
    private protected abstract void StepFused(int group, IReadOnlyList<Update> updates);

    /// <summary>Updates parameters that have made equally many steps with libtorch's operators.</summary>
    private protected abstract void StepStock(int group, IReadOnlyList<Update> updates, long step);

    /// <summary>
    /// Autograd learns of a change through the operators that make it; the fused loop is none. Filling no element counts
    /// as one, so that a backward pass through values from before the step throws instead of being wrong.
    /// </summary>
    private static void NoteChange(List<Update> updates)
    {
        if (updates.Count > 0)
        {
            var nowhere = Tensor.Zeros([0], ScalarType.Int64);
            foreach (var update in updates)
            {
                update.Parameter.index_fill_(0, nowhere, 0.0);
            }
        }
    }

    private IEnumerable<(int Index, int Group, ParameterState State)> Numbered()
        => _states.SelectMany((s, g) => s.Select(p => (g, p))).Select((x, i) => (i, x.g, x.p));

    private void Check()
    {
        var all = Groups.SelectMany(g => g.Parameters).ToList();
        if (all.Count == 0)
        {
            throw new ArgumentException($"{GetType().Name} was given no parameters; freeze none of them, or give others");
        }

        if (all.Distinct(ReferenceEqualityComparer.Instance).Count() != all.Count)
        {
            throw new ArgumentException($"{GetType().Name} was given a parameter twice: each belongs in one group, once");
        }
    }
}
