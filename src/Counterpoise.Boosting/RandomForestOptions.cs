using System.Globalization;
using Counterpoise.Options;

namespace Counterpoise.Boosting;

/// <summary>How <see cref="RandomForest"/> learns; any library grows the same kind of trees.</summary>
public sealed record RandomForestOptions
{
    /// <summary>Trees, at least 1; with more than two classes, as many per class. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>The library that grows the trees. Default <see cref="BoostingEngine.LightGbm"/>.</summary>
    public BoostingEngine Engine { get; init; } = BoostingEngine.LightGbm;

    /// <summary>Leaves of a tree, at least 2. Default 255.</summary>
    public int Leaves { get; init; } = 255;

    /// <summary>Levels of splits of a tree, at least 1, or null (default) for as many as the leaves take.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Least rows in a leaf, at least 1; XGBoost has no such bound. Default 5.</summary>
    public int MinLeafRows { get; init; } = 5;

    /// <summary>Least sum of second derivatives in a leaf, at least 0. Default 0.001.</summary>
    public double MinChildWeight { get; init; } = 1e-3;

    /// <summary>Share of the rows drawn, without replacement, for each tree, in (0, 1). Default 0.8.</summary>
    public double RowShare { get; init; } = 0.8;

    /// <summary>Share of the columns drawn at each split, in (0, 1]. Default 0.8.</summary>
    public double ColumnShare { get; init; } = 0.8;

    /// <summary>L2 penalty of leaf values, at least 0. Default 1e-5.</summary>
    public double L2Penalty { get; init; } = 1e-5;

    /// <summary>Threads, at least 1. Default 1, with which results never differ; more may change the last digits of sums.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        static string Text(string name, double value, string range) =>
            string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {range}");
        new OptionsCheck(nameof(RandomForestOptions))
            .Require(Trees >= 1, nameof(Trees), Trees, "expected at least 1")
            .Require(Leaves >= 2, nameof(Leaves), Leaves, "expected at least 2")
            .Require(MaxDepth is null or >= 1, nameof(MaxDepth), MaxDepth, "expected at least 1, or null")
            .Require(MinLeafRows >= 1, nameof(MinLeafRows), MinLeafRows, "expected at least 1")
            .Require(MinChildWeight >= 0 && double.IsFinite(MinChildWeight),
                Text(nameof(MinChildWeight), MinChildWeight, "a finite value of at least 0"))
            .Require(RowShare is > 0 and < 1, Text(nameof(RowShare), RowShare,
                "a value strictly between 0 and 1: equal trees make no forest"))
            .Require(ColumnShare is > 0 and <= 1, Text(nameof(ColumnShare), ColumnShare, "a value in (0, 1]"))
            .Require(L2Penalty >= 0 && double.IsFinite(L2Penalty), Text(nameof(L2Penalty), L2Penalty, "a finite value of at least 0"))
            .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
            .ThrowIfAny();
    }
}
