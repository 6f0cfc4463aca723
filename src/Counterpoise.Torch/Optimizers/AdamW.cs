namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// Adam with decoupled decay: p = (1 - rate · decay) p, then Adam's step without decay.
/// </summary>
/// <remarks>
/// Equal to <c>torch.optim.AdamW</c>, but for the decay's default, 0 here. Reference: Loshchilov and Hutter, "Decoupled Weight Decay
/// Regularization", ICLR 2019, arXiv:1711.05101.
/// </remarks>
public sealed class AdamW : Optimizer
{
    private readonly AdamOptions[] _options;

    /// <summary>Creates the optimiser of one group.</summary>
    /// <param name="parameters">What is learnt.</param>
    /// <param name="options">The constants.</param>
    /// <exception cref="ArgumentException">No parameter, one given twice, or constants out of range.</exception>
    public AdamW(IEnumerable<Tensor> parameters, AdamOptions options) : this((parameters, options))
    {
    }

    /// <summary>Creates the optimiser of several groups.</summary>
    /// <param name="groups">What is learnt, each group with its constants.</param>
    /// <exception cref="ArgumentException">No parameter, one given twice, or constants out of range.</exception>
    public AdamW(params IReadOnlyList<(IEnumerable<Tensor> Parameters, AdamOptions Options)> groups)
        : base(groups.Select(g => (g.Parameters, g.Options.LearningRate)))
    {
        _options = [.. groups.Select(g => g.Options)];
        Array.ForEach(_options, o => o.Validate());
    }

    private protected override IReadOnlyList<string> MomentNames(int group) => AdaptiveMoments.Names(_options[group]);

    private protected override void StepFused(int group, IReadOnlyList<Update> updates)
        => AdaptiveMoments.StepFused(updates, _options[group], Groups[group].LearningRate, isDecoupled: true);

    private protected override void StepStock(int group, IReadOnlyList<Update> updates, long step)
        => AdaptiveMoments.StepStock(updates, new(_options[group], Groups[group].LearningRate, step, IsDecoupled: true));
}
