namespace Counterpoise.Calibration;

/// <summary>How probabilities are calibrated.</summary>
public enum CalibrationKind
{
    /// <summary>A logistic curve of the log-odds; two classes.</summary>
    Platt,

    /// <summary>A rising step function; two classes and some hundred rows of each.</summary>
    Isotonic,

    /// <summary>One temperature for all classes; it changes no most probable class.</summary>
    Temperature,
}
