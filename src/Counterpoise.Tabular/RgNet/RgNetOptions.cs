using System.Globalization;
using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Tabular.RgNet;

/// <summary>
/// Options of <see cref="RgNetClassifier"/>, and of <see cref="SkipPerceptron"/>, which takes as many parameters as they ask for.
/// </summary>
public sealed record RgNetOptions
{
    /// <summary>Width of a scale over that of the one before, above 0 and below 1. Default 0.5.</summary>
    public double Ratio { get; init; } = 0.5;

    /// <summary>Units of the narrowest scale, at least 1. Default 2, which can be drawn as it is.</summary>
    public int LeastWidth { get; init; } = 2;

    /// <summary>What follows each linear map. Default tanh.</summary>
    public ScaleActivation Activation { get; init; }

    /// <summary>How the maps start and whether they are learned. Default learned.</summary>
    public Coarsening Coarsening { get; init; }

    /// <summary>
    /// Whether columns are ordered by hierarchical clustering of |correlation| before they are averaged: neighbours in a table are no
    /// neighbours in physics. It matters for block means alone. Default false.
    /// </summary>
    public bool OrdersColumns { get; init; }

    /// <summary>Whether each map is followed by batch norm, which takes the place of its bias. Default true.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <summary>Units of a hidden layer before the scores; 0 for none. Default 0.</summary>
    public int HeadUnits { get; init; }

    /// <summary>Share of the concatenated units left out at a training step, from 0 to below 1. Default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Most passes over the training rows, at least 1. Default 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Rows of a step, at least 2. Default 128; a last step of one row joins the one before.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Step size of Adam, above 0. Default 0.001.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Weight of ½‖w‖² in the gradient, at least 0. Default 0.0001.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>
    /// Share of each class's training rows on which training is stopped early, from 0 (no early stopping) to below 0.5. Default 0.15.
    /// Where it would hold fewer than <see cref="FewestValidationRows"/> rows of a class that has any, all rows train for all epochs, and
    /// the model says so.
    /// </summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Fewest validation rows of the rarest class, at least 1. Default 8.</summary>
    public int FewestValidationRows { get; init; } = 8;

    /// <summary>
    /// Epochs without a better validation average precision, smoothed over five epochs, before training stops; at least 1. Default 20: with
    /// 50 positives the unsmoothed figure is mostly noise.
    /// </summary>
    public int Patience { get; init; } = 20;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(RgNetOptions))
        .Require(Ratio is > 0 and < 1, $"{new SettingPart(nameof(Ratio))} is {Ratio}; expected a number above 0 and below 1")
        .Require(LeastWidth >= 1, nameof(LeastWidth), LeastWidth, "expected at least 1")
        .Require(HeadUnits >= 0, nameof(HeadUnits), HeadUnits, "expected at least 0")
        .Require(Dropout is >= 0 and < 1, $"{new SettingPart(nameof(Dropout))} is {Dropout}; expected a share from 0 to below 1")
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "expected at least 1")
        .Require(BatchSize >= 2, nameof(BatchSize), BatchSize, "expected at least 2")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate),
            $"{new SettingPart(nameof(LearningRate))} is {LearningRate}; expected a finite number above 0")
        .Require(WeightDecay >= 0 && double.IsFinite(WeightDecay),
            $"{new SettingPart(nameof(WeightDecay))} is {WeightDecay}; expected a finite number of at least 0")
        .Require(ValidationShare is >= 0 and < 0.5, Text(
            $"{new SettingPart(nameof(ValidationShare))} is {ValidationShare}; expected a share from 0 to below 0.5"))
        .Require(FewestValidationRows >= 1, nameof(FewestValidationRows), FewestValidationRows, "expected at least 1")
        .Require(Patience >= 1, nameof(Patience), Patience, "expected at least 1")
        .ThrowIfAny();

    /// <summary>RGNet's shape for so many columns and classes.</summary>
    internal ScaleShape Shape(int columns, int classCount) => new()
    {
        Widths = ScaleShape.Narrowing(columns, Ratio, LeastWidth),
        ClassCount = classCount,
        Activation = Activation,
        HasBatchNorm = BatchNorm,
        Coarsening = Coarsening,
        HeadUnits = HeadUnits,
        Dropout = Dropout,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
