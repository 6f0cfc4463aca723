namespace Counterpoise.Lifecycle.Solving;

/// <summary>What is told while pipelines are searched.</summary>
/// <param name="Fold">The outer fold, from 1; 0 for the search on all rows.</param>
/// <param name="Folds">Number of outer folds.</param>
/// <param name="Trial">A pipeline that was tried.</param>
/// <param name="Best">The best so far that was judged on all rows; null before the first.</param>
public sealed record SolveProgress(int Fold, int Folds, SolveTrial Trial, SolveTrial? Best);
