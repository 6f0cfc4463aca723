namespace Counterpoise.Learning.Observers;

/// <summary>How a row fared while a model was trained.</summary>
/// <param name="Row">The row of the source.</param>
/// <param name="TimesSeen">How often it was in a batch.</param>
/// <param name="Confidence">The mean probability of its own class, in [0, 1]; NaN before it was seen.</param>
/// <param name="Variability">The standard deviation of that probability over the times seen (divisor n), in [0, 0.5].</param>
/// <param name="Correctness">The share of the times that its own class had the highest logit, in [0, 1].</param>
/// <param name="Forgettings">How often it was right and, when next seen, wrong.</param>
/// <param name="Hardness">The mean of −ln p of its own class, in nats, not negative.</param>
public sealed record RowDynamics(
    int Row, long TimesSeen, double Confidence, double Variability, double Correctness, long Forgettings, double Hardness);
