namespace Counterpoise.Cli.GraphTasks;

/// <summary>What <c>counterpoise graph</c> does.</summary>
internal enum GraphAction
{
    /// <summary>Says how bad it is.</summary>
    Profile,

    /// <summary>Trains a network on events or nodes.</summary>
    Train,

    /// <summary>Scores events or nodes.</summary>
    Predict,

    /// <summary>Compares graph networks with their cheap rivals.</summary>
    Compare,
}
