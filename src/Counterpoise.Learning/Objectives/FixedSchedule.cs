namespace Counterpoise.Learning.Objectives;

/// <summary>
/// The same temperature and weight in every epoch: the control that an adaptive rule is measured against, and what an adaptive rule that
/// looks at the class counts once comes to.
/// </summary>
/// <param name="Constants">τ and λ.</param>
public sealed record FixedSchedule(ContrastiveConstants Constants) : IContrastiveSchedule
{
    /// <inheritdoc/>
    public ContrastiveConstants At(int epoch) => Constants;
}
