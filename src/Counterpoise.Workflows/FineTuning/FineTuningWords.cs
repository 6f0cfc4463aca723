using System.Globalization;
using System.Text.Json;
using Counterpoise.Learning.FineTuning;

namespace Counterpoise.Workflows.FineTuning;

/// <summary>The words of fine-tuning in files and on the command line.</summary>
public static class FineTuningWords
{
    /// <summary>The word of logistic regression on frozen features.</summary>
    public const string Features = "features";

    /// <summary>An arm's word: <c>probe</c>, <c>one-stage</c>, <c>layer-wise</c> or <c>two-stage</c>.</summary>
    /// <param name="arm">The arm.</param>
    public static string Word(FineTuningArm arm) => JsonNamingPolicy.KebabCaseLower.ConvertName(arm.ToString());

    /// <summary>The options that determine a result, as one text.</summary>
    /// <param name="options">The options.</param>
    public static string Describe(FineTuningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"head {options.HeadEpochs} x {options.HeadRate}, tune {options.TuneEpochs} x {options.TuneRate}, one stage "
                + $"{options.OneStageRate}, layer decay {options.LayerDecay}, norms {options.TuneNorms}, {options.Optimizer}, weight "
                + $"decay {options.WeightDecay}, batch {options.BatchSize}, {options.Sampler}, {options.WatchedMetric}, patience "
                + $"{options.Patience}");
    }
}
