namespace Counterpoise.Cli;

/// <summary>How predictions are written.</summary>
internal enum PredictionFormat
{
    /// <summary>A row per image: image, class, probability, and p_&lt;class&gt; for each class, as evaluate reads it.</summary>
    Csv,

    /// <summary>One document: model, classes, images, unreadable images.</summary>
    Json,
}
