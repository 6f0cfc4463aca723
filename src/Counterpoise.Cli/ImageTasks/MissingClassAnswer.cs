namespace Counterpoise.Cli.ImageTasks;

/// <summary>What to do when a part that is drawn lacks a class.</summary>
internal enum MissingClassAnswer
{
    /// <summary>End with an error that names it.</summary>
    Error,

    /// <summary>Say so and go on.</summary>
    Warn,
}
