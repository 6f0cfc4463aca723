namespace Counterpoise.Workflows.Embedded;

/// <summary>What is kept apart between training, validation and test.</summary>
public enum SensorSplit
{
    /// <summary>Subjects: nobody is in two splits.</summary>
    Subject,

    /// <summary>Time: the end of each recording, with a gap.</summary>
    Time,

    /// <summary>Nothing: windows are drawn, so that neighbours and subjects are in all parts. It flatters.</summary>
    Random,
}
