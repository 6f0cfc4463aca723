namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// Adaptive moment estimation: g = gradient + decay · p; m = β1 m + (1 - β1) g; s = β2 s + (1 - β2) g²; p = p - rate (m / (1 - β1^t)) /
/// (sqrt(s / (1 - β2^t)) + ε).
/// </summary>
/// <remarks>
/// Equal to <c>torch.optim.Adam</c>. Reference: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv:1412.6980.
/// </remarks>
public sealed class Adam : Optimizer
{
    private readonly AdamOptions[] _options;

    /// <summary>Creates the optimiser of one group.</summary>
    /// <param name="parameters">What is learnt.</param>
    /// <param name="options">The constants.</param>
    /// <exception cref="ArgumentException">No parameter, one given twice, or constants out of range.</exception>
    public Adam(IEnumerable<Tensor> parameters, AdamOptions options) : this((parameters, options))
    {
    }

    /// <summary>Creates the optimiser of several groups.</summary>
    /// <param name="groups">What is learnt, each group with its constants.</param>
    /// <exception cref="ArgumentException">No parameter, one given twice, or constants out of range.</exception>
    public Adam(params IReadOnlyList<(IEnumerable<Tensor> Parameters, AdamOptions Options)> groups)
        : base(groups.Select(g => (g.Parameters, g.Options.LearningRate)))
    {
        _options = [.. groups.Select(g => g.Options)];
        Array.ForEach(_options, o => o.Validate());
    }

    private protected override IReadOnlyList<string> MomentNames(int group) => AdaptiveMoments.Names(_options[group]);

    private protected override void StepFused(int group, IReadOnlyList<Update> updates)
        => AdaptiveMoments.StepFused(updates, _options[group], Groups[group].LearningRate, isDecoupled: false);

    private protected override void StepStock(int group, IReadOnlyList<Update> updates, long step)
        => AdaptiveMoments.StepStock(updates, new(_options[group], Groups[group].LearningRate, step, IsDecoupled: false));
}
