namespace Counterpoise.Messages;

/// <summary>What helps where data do not fit a method.</summary>
public enum RemedyKind
{
    /// <summary>Fewer neighbours of the resampler.</summary>
    FewerNeighbors,

    /// <summary>Fewer neighbours of the classifier.</summary>
    FewerClassifierNeighbors,

    /// <summary>Another value of an option that is no number of neighbours.</summary>
    OtherValue,

    /// <summary>Copies instead of new rows: random over-sampling.</summary>
    Copies,

    /// <summary>Plain SMOTE instead of the method.</summary>
    PlainSmote,
}
