using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Boosting;

/// <summary>
/// How <see cref="GradientBoosting"/> learns; the defaults are LightGBM's own, but for one thread; they are close to those of
/// scikit-learn's HistGradientBoosting.
/// </summary>
public sealed record GradientBoostingOptions
{
    /// <summary>The library that grows the trees. Default <see cref="BoostingEngine.LightGbm"/>.</summary>
    public BoostingEngine Engine { get; init; } = BoostingEngine.LightGbm;

    /// <summary>Rounds of boosting, at least 1: each adds one tree, or one per class where there are more than two. Default 100.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>Share of each new tree that is added, in (0, 1]. Lower needs more rounds and overfits less. Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>
    /// Leaves of a tree, at least 2; the best split comes first. <see cref="TreeMethod.Exact"/> is bounded by <see cref="MaxDepth"/> alone.
    /// Default 31.
    /// </summary>
    public int Leaves { get; init; } = 31;

    /// <summary>
    /// Levels of splits of a tree, at least 1, or null (default) for as many as the leaves take; <see cref="TreeMethod.Exact"/> then takes
    /// 6.
    /// </summary>
    public int? MaxDepth { get; init; }

    /// <summary>
    /// Least rows in a leaf, at least 1; XGBoost has no such bound. Higher leaves fewer leaves for rare classes. Default 20.
    /// </summary>
    public int MinLeafRows { get; init; } = 20;

    /// <summary>Least sum of second derivatives in a leaf, at least 0. Default 0.001.</summary>
    public double MinChildWeight { get; init; } = 1e-3;

    /// <summary>Least loss reduction of a split, at least 0. Default 0.</summary>
    public double MinSplitGain { get; init; }

    /// <summary>Share of the rows drawn for each tree, in (0, 1]. Default 1.</summary>
    public double RowShare { get; init; } = 1;

    /// <summary>Share of the columns drawn for each tree, in (0, 1]. Default 1.</summary>
    public double ColumnShare { get; init; } = 1;

    /// <summary>L2 penalty of leaf values, at least 0. Default 0.</summary>
    public double L2Penalty { get; init; }

    /// <summary>L1 penalty of leaf values, at least 0. Default 0.</summary>
    public double L1Penalty { get; init; }

    /// <summary>How splits are searched; LightGBM knows the histogram alone. Default <see cref="TreeMethod.Histogram"/>.</summary>
    public TreeMethod Method { get; init; } = TreeMethod.Histogram;

    /// <summary>Bins per column of <see cref="TreeMethod.Histogram"/>, at least 2. Default 255.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>
    /// Rounds without a lower validation loss after which learning stops and the best round is kept, or null (default) to run all rounds.
    /// </summary>
    public int? EarlyStoppingRounds { get; init; }

    /// <summary>
    /// Share of the rows of each class that is held out to stop early where no validation rows are given, in (0, 1). Default 0.2.
    /// Give real validation rows where the training rows were resampled: synthetic rows beside their parents stop too late.
    /// </summary>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>Threads, at least 1. Default 1, with which results never differ; more may change the last digits of sums.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        var check = new OptionsCheck(nameof(GradientBoostingOptions))
            .Require(Rounds >= 1, nameof(Rounds), Rounds, "expected at least 1")
            .Require(Leaves >= 2, nameof(Leaves), Leaves, "expected at least 2")
            .Require(MaxDepth is null or >= 1, nameof(MaxDepth), MaxDepth, "expected at least 1, or null")
            .Require(MinLeafRows >= 1, nameof(MinLeafRows), MinLeafRows, "expected at least 1")
            .Require(Method == TreeMethod.Histogram || Engine == BoostingEngine.XgBoost,
                $"{new SettingPart(nameof(Method))} is {Method}, which LightGBM does not know: set {new SettingPart(nameof(Engine))} to "
                + $"{BoostingEngine.XgBoost}")
            .Require(MaxBins >= 2, nameof(MaxBins), MaxBins, "expected at least 2")
            .Require(EarlyStoppingRounds is null or >= 1,
                nameof(EarlyStoppingRounds), EarlyStoppingRounds, "expected at least 1, or null")
            .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1");
        foreach (var (name, value) in new[] { (nameof(LearningRate), LearningRate), (nameof(RowShare), RowShare),
            (nameof(ColumnShare), ColumnShare) })
        {
            check.Require(value is > 0 and <= 1, $"{name} is {value}; expected a value in (0, 1]");
        }

        foreach (var (name, value) in new[] { (nameof(MinChildWeight), MinChildWeight), (nameof(MinSplitGain), MinSplitGain),
            (nameof(L2Penalty), L2Penalty), (nameof(L1Penalty), L1Penalty) })
        {
            check.Require(value >= 0 && double.IsFinite(value),
                $"{name} is {value}; expected a finite value of at least 0");
        }

        check.Require(ValidationShare is > 0 and < 1,
            nameof(ValidationShare), ValidationShare, "expected a value strictly between 0 and 1");
        check.ThrowIfAny();
    }
}
