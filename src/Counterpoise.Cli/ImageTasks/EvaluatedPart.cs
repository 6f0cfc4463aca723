namespace Counterpoise.Cli.ImageTasks;

/// <summary>The images that a model is evaluated on.</summary>
internal enum EvaluatedPart
{
    Test,
    Validation,
    Train,
    All,
}
