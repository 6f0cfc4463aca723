using Counterpoise.Options;

namespace Counterpoise.Streams;

/// <summary>Options of <see cref="StreamLearner"/>.</summary>
public sealed record StreamLearnerOptions
{
    /// <summary>How rare classes are seen. Default <see cref="OnlineResampling.None"/>.</summary>
    public OnlineResampling Resampling { get; init; }

    /// <summary>
    /// Whether rows are weighted inversely to the recent prior of their class, so that all classes weigh the same. Default false.
    /// </summary>
    public bool WeighsClasses { get; init; }

    /// <summary>How probabilities become classes. Default the most probable one.</summary>
    public StreamDecision Decision { get; init; }

    /// <summary>Members, at least 1. Default 15.</summary>
    public int Members { get; init; } = 15;

    /// <summary>
    /// What of the class priors is kept at each row, above 0 and below 1. Default 0.99: the paper's 0.9 remembers ten rows, of which none
    /// may be of a rare class.
    /// </summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>Rows of late on which a decision is tuned, at least 30. Default 1000.</summary>
    public int TunedRows { get; init; } = 1000;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(StreamLearnerOptions))
        .Require(Members >= 1, nameof(Members), Members, "expected at least 1")
        .Require(Decay is > 0 and < 1, nameof(Decay), Decay, "expected a share above 0 and below 1")
        .Require(TunedRows >= 30, nameof(TunedRows), TunedRows, "expected at least 30")
        .Require(!WeighsClasses || Resampling == OnlineResampling.None,
            "WeighsClasses is true beside resampling, and either makes the classes weigh the same; expected one of them")
        .ThrowIfAny();
}
