namespace Counterpoise.Lifecycle.Solving;

/// <summary>A pipeline that a search tried.</summary>
/// <param name="Candidate">The pipeline.</param>
/// <param name="Rows">Training rows that it was last judged on.</param>
/// <param name="Value">The metric on inner folds of them, each judged by a decision that was tuned on the others; NaN where it was
/// refused.</param>
/// <param name="IsFull">Whether it was judged on all rows.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="Refusal">Why it could not be fitted; null where it could.</param>
public sealed record SolveTrial(SolveCandidate Candidate, int Rows, double Value, bool IsFull, double Seconds, string? Refusal);
