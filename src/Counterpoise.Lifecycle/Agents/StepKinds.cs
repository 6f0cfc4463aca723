namespace Counterpoise.Lifecycle.Agents;

/// <summary>Kinds of the artifacts of a pipeline, beside raw data and plan.</summary>
public static class StepKinds
{
    /// <summary>Rows with classes, as they were read.</summary>
    public const string Table = "table";

    /// <summary>Rows without columns that cannot be learned from.</summary>
    public const string CleanTable = "clean-table";

    /// <summary>Training and test rows.</summary>
    public const string Split = "split";

    /// <summary>A saved model of tables.</summary>
    public const string Model = "model";

    /// <summary>Metrics of a model on the test rows.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>What a model takes and gives, with a smoke test.</summary>
    public const string Deployment = "deployment";

    /// <summary>Later rows, as bytes from outside.</summary>
    public const string Stream = "stream-table";

    /// <summary>What detectors found in later rows.</summary>
    public const string Monitoring = "monitoring";

    /// <summary>A model repaired on later rows, or the old one where nothing helped.</summary>
    public const string Repair = "repair";

    /// <summary>What a run came to.</summary>
    public const string Run = "run";
}
