using Counterpoise.Torch.Mpi;

namespace Counterpoise.Torch.Collectives;

/// <summary>
/// Averages gradients over a process group after the backward pass, all in one message:
/// <code>loss.Backward(); averager.Average(); optimizer.Step();</code>
/// </summary>
/// <remarks>
/// Several backward passes before <see cref="Average"/> add up on each rank, which is how gradients are accumulated. All ranks must hold
/// the same parameters in the same order, the same ones of them frozen; the averaged gradients have the same bits on all ranks.
/// Half-precision gradients travel as float32; float64 ones beside others take a message of their own.
/// </remarks>
public sealed class GradientAverager : IDisposable
{
    private readonly ProcessGroup _group;
    private readonly GradientAveragerOptions _options;
    private readonly KeyValuePair<string, Tensor>[] _parameters;
    private GradientMessage[] _messages = [];
    private bool[] _learnt = [];

    /// <summary>Takes the parameters, which stay the caller's and must outlive this.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="parameters">Names, which errors use, and parameters, such as a module's <c>NamedParameters()</c>; the same on all
    /// ranks.</param>
    /// <param name="options">How gradients are averaged; the defaults where null.</param>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public GradientAverager(ProcessGroup group, IEnumerable<KeyValuePair<string, Tensor>> parameters,
        GradientAveragerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(parameters);
        (_group, _options, _parameters) = (group, options ?? new GradientAveragerOptions(), [.. parameters]);
        if (_parameters.Length == 0)
        {
            throw new ArgumentException("there are no parameters to average the gradients of", nameof(parameters));
        }
    }

    /// <summary>Replaces the gradient of every parameter that is learnt by the mean or sum over all ranks.</summary>
    /// <exception cref="InvalidOperationException">The backward pass of a rank left parameters without gradient, and
    /// <see cref="GradientAveragerOptions.AllowUnused"/> is off; all ranks throw it.</exception>
    /// <exception cref="MpiException">The call failed.</exception>
    public void Average()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        Prepare();
        foreach (var message in _messages)
        {
            message.Send(_group);
        }

        if (!_options.AllowUnused)
        {
            RequireGradients();
        }

        var divisor = _options.Reduction == GradientReduction.Mean ? _group.Size : 1;
        foreach (var message in _messages)
        {
            message.WriteBack(divisor);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_messages, message => message.Dispose());
        _messages = [];
    }

    /// <summary>Makes messages of the parameters that are learnt now: a backbone may be frozen for some epochs.</summary>
    private void Prepare()
    {
        var learnt = Array.ConvertAll(_parameters, parameter => parameter.Value.RequiresGrad);
        if (learnt.AsSpan().SequenceEqual(_learnt) && _messages.Length > 0)
        {
            return;
        }

        Dispose();
        _learnt = learnt;
        _messages = [.. _parameters.Where(p => p.Value.RequiresGrad).GroupBy(p => p.Value.Type == ScalarType.Float64)
            .Select(alike => new GradientMessage([.. alike], alike.Key ? ScalarType.Float64 : ScalarType.Float32))];
    }

    private void RequireGradients()
    {
        var unused = _messages.SelectMany(message => message.LackingAnywhere(_group.Size)).Select(name => $"'{name}'").ToList();
        if (unused.Count > 0)
        {
            throw new InvalidOperationException(
                $"the backward pass of at least one of {_group.Size} ranks gave no gradient to "
                + $"{string.Join(", ", unused.Take(8))}{(unused.Count > 8 ? $" and {unused.Count - 8} more" : "")}: freeze what the loss "
                + $"does not depend on, or set {nameof(GradientAveragerOptions.AllowUnused)}");
        }
    }
}
