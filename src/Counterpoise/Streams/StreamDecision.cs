namespace Counterpoise.Streams;

/// <summary>How probabilities of a stream become classes.</summary>
public enum StreamDecision
{
    /// <summary>The most probable class.</summary>
    MostProbable,

    /// <summary>The class of the largest probability divided by the recent prior of the class (post-hoc logit adjustment).</summary>
    Adjusted,

    /// <summary>The class of the largest weight times probability, weights tuned on rows of late, each predicted before it was
    /// learned.</summary>
    Tuned,
}
