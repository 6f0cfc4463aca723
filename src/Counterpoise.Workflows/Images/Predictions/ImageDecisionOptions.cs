namespace Counterpoise.Workflows.Images;

/// <summary>What is done after training to a model's probabilities before they are measured or written.</summary>
public sealed record ImageDecisionOptions
{
    /// <summary>
    /// The class priors that the probabilities of a model of plain cross-entropy are corrected to: <c>balanced</c>, or a number for each
    /// class such as <c>0.2/0.8</c>. Default null: as the model gives them.
    /// </summary>
    public string? Prior { get; init; }

    /// <summary>
    /// The class that a threshold is for, by its name. Default null: of two classes the minority class of the training; of more it has to
    /// be named.
    /// </summary>
    public string? Positive { get; init; }

    /// <summary>
    /// The rule by which a threshold for <see cref="Positive"/> is chosen on the validation split, such as <c>f1</c> or
    /// <c>recall-at-precision=0.9</c>. Default null.
    /// </summary>
    public string? TuneThreshold { get; init; }

    /// <summary>
    /// The probability, 0 to 1, from which <see cref="Positive"/> is predicted; below it the most probable of the others is. Default null:
    /// the most probable class.
    /// </summary>
    public double? Threshold { get; init; }
}
