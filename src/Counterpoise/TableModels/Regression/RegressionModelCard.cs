using Counterpoise.ImbalancedRegression;
using Counterpoise.Pipelines;

namespace Counterpoise.TableModels;

/// <summary>What a saved model of numbers is: what it was trained on and how, which targets are rare, and what it takes.</summary>
public sealed record RegressionModelCard
{
    /// <summary>The version of the program that trained it.</summary>
    public required string Program { get; init; }

    /// <summary>Name of the column that it predicts.</summary>
    public required string Target { get; init; }

    /// <summary>The regressor by its name, such as <c>boosting</c>.</summary>
    public required string Regressor { get; init; }

    /// <summary>Its options that are not the defaults.</summary>
    public IReadOnlyDictionary<string, string> RegressorOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>What was done about rare targets, such as <c>smogn</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The method's options that are not the defaults.</summary>
    public IReadOnlyDictionary<string, string> MethodOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Training rows, before anything was resampled.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Those of them whose target is rare.</summary>
    public required int RareRows { get; init; }

    /// <summary>The least training target.</summary>
    public required double Least { get; init; }

    /// <summary>The largest training target.</summary>
    public required double Largest { get; init; }

    /// <summary>Control points of the relevance of targets, by which evaluations go.</summary>
    public required IReadOnlyList<RelevancePoint> Relevance { get; init; }

    /// <summary>Relevance from which a target is rare, in (0, 1].</summary>
    public required double RareFrom { get; init; }

    /// <summary>The line that corrects predictions (<c>post-hoc</c>); null where none does.</summary>
    public RelevanceLine? Correction { get; init; }

    /// <summary>The columns that it takes, in their order, with what was learned to prepare them.</summary>
    public required IReadOnlyList<PreparedColumn> Columns { get; init; }

    /// <summary>Columns of the training file that it does not take: target, group, time, and those left out.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>How the training file was read, by names; the model itself does not use it.</summary>
    public IReadOnlyDictionary<string, string> Reading { get; init; } = new Dictionary<string, string>();

    /// <summary>The command line that trained it; empty where there was none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>What was changed in training, such as a lower k.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
