using System.CommandLine;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli;

/// <summary>What is done to a model's probabilities, as options of the command line.</summary>
internal static class DecisionArguments
{
    private static readonly Option<string?> Prior = new("--prior") { Description =
        "For models of plain cross-entropy, whose probabilities go by the class shares of their training: the shares that they are "
        + "corrected to, balanced or such as 0.2/0.8.", HelpName = "balanced or shares" };

    /// <summary>What the threshold of two classes is chosen for.</summary>
    public static Option<string?> Tuned { get; } = new("--tune-threshold") { Description =
        $"Two classes: choose the threshold for {ThresholdTuning.Rules}; of a model for its minority class, on the validation part; of a "
        + $"file of scores for the positive class, on its rows.", HelpName = "rule" };

    private static readonly Option<double?> Threshold = new("--threshold") { Description =
        "For models of two classes: probability from which the minority class of the training is predicted, such as evaluate "
        + "--tune-threshold tells; the more probable class where left out.", HelpName = "number" };

    /// <summary>The options of a verb that measures.</summary>
    public static IEnumerable<Option> Options => [Prior];

    /// <summary>The options of a verb that predicts.</summary>
    public static IEnumerable<Option> OfPredictions => [Prior, Threshold];

    /// <summary>What the line asks for.</summary>
    public static ImageDecisionOptions Read(ParseResult parsed) => new()
    {
        Prior = parsed.GetValue(Prior),
        TuneThreshold = parsed.GetResult(Tuned) is null ? null : parsed.GetValue(Tuned),
        Threshold = parsed.CommandResult.Command.Options.Contains(Threshold) ? parsed.GetValue(Threshold) : null,
    };
}
