namespace Counterpoise.Workflows.Images;

/// <summary>The images that a model is evaluated on.</summary>
public enum EvaluatedSplit
{
    /// <summary>Those that are kept to test on.</summary>
    Test,

    /// <summary>Those that choose the best epoch.</summary>
    Validation,

    /// <summary>Those that it was trained on.</summary>
    Train,

    /// <summary>All there are.</summary>
    All,
}
