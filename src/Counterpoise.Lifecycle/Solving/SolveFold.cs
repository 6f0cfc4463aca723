namespace Counterpoise.Lifecycle.Solving;

/// <summary>What came of one outer fold.</summary>
/// <param name="Fold">From 1.</param>
/// <param name="Chosen">The pipeline that the search in its training rows chose.</param>
/// <param name="Trials">Pipelines that this search tried.</param>
/// <param name="Value">The metric of the chosen pipeline on the fold's test rows.</param>
/// <param name="Baseline">That of the baseline, <see cref="SolveSpace.Baseline"/>.</param>
/// <param name="Linear">That of logistic regression with a tuned threshold.</param>
/// <param name="Majority">That of the majority class.</param>
public sealed record SolveFold(int Fold, SolveCandidate Chosen, int Trials, double Value, double Baseline, double Linear, double Majority);
