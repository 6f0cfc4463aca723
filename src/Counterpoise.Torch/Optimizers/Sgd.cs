namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// Stochastic gradient descent: g = gradient + decay · p; v = momentum · v + (1 - dampening) g, and v = g at the first
/// step; p = p - rate · v, or with Nesterov's look-ahead p = p - rate (g + momentum · v).
/// </summary>
/// <remarks>
/// Equal to <c>torch.optim.SGD</c>. References: Polyak, "Some methods of speeding up the convergence of iteration methods",
/// 1964, doi:10.1016/0041-5553(64)90137-5; Sutskever et al., "On the importance of initialization and momentum in deep
/// learning", ICML 2013.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private readonly SgdOptions[] _options;

    /// <summary>Creates the optimiser of one group.</summary>
    /// <param name="parameters">What is learnt.</param>
    /// <param name="options">The constants.</param>
    /// <exception cref="ArgumentException">No parameter, one given twice, or constants out of range.</exception>
    public Sgd(IEnumerable<Tensor> parameters, SgdOptions options) : this((parameters, options))
    {
    }

    /// <summary>Creates the optimiser of several groups.</summary>
    /// <param name="groups">What is learnt, each group with its constants.</param>
    /// <exception cref="ArgumentException">No parameter, one given twice, or constants out of range.</exception>
    public Sgd(params IReadOnlyList<(IEnumerable<Tensor> Parameters, SgdOptions Options)> groups)
        : base(groups.Select(g => (g.Parameters, g.Options.LearningRate)))
    {
        _options = [.. groups.Select(g => g.Options)];
        Array.ForEach(_options, o => o.Validate());
    }

    private protected override IReadOnlyList<string> MomentNames(int group) => _options[group].Momentum > 0 ? ["momentum_buffer"] : [];

    private protected override void StepFused(int group, IReadOnlyList<Update> updates)
    {
        var rate = Groups[group].LearningRate;
        var options = _options[group];
        if (options.Momentum > 0)
        {
            FusedLoop.Run<float, SgdMomentumRule<float>>(Of(ScalarType.Float32), u => new(options, rate, u.State.Steps == 1));
            FusedLoop.Run<double, SgdMomentumRule<double>>(Of(ScalarType.Float64), u => new(options, rate, u.State.Steps == 1));
        }
        else
        {
            FusedLoop.Run<float, SgdRule<float>>(Of(ScalarType.Float32), _ => new(options, rate));
            FusedLoop.Run<double, SgdRule<double>>(Of(ScalarType.Float64), _ => new(options, rate));
        }

        Update[] Of(ScalarType type) => [.. updates.Where(u => u.Parameter.Type == type)];
    }

    private protected override void StepStock(int group, IReadOnlyList<Update> updates, long step)
    {
        var o = _options[group];
        foreach (var update in updates)
        {
            var direction = o.WeightDecay > 0 ? update.Gradient.add(update.Parameter, o.WeightDecay) : update.Gradient;
            if (o.Momentum > 0)
            {
                var moment = update.State.Moments[0];
                moment.mul_(o.Momentum).add_(direction, step == 1 ? 1.0 : 1 - o.Dampening);
                direction = o.Nesterov ? direction.add(moment, o.Momentum) : moment;
            }

            update.Parameter.add_(direction, -Groups[group].LearningRate);
        }
    }
}
