namespace Counterpoise.Workflows.Graphs;

/// <summary>Layouts of tables of events.</summary>
public enum EventLayout
{
    /// <summary>source, target, rating, time: ratings between users; below 0 is positive.</summary>
    Ratings,

    /// <summary>Time, V1 to V28, Amount, Class: the European card file.</summary>
    Card,
}
