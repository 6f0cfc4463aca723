namespace Counterpoise.Torch.Optimizers;

/// <summary>The rate never changes: rate(t) = r.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double RateAt(long step, double initialRate) => initialRate;
}
