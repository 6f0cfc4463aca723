using System.CommandLine;

namespace Counterpoise.Cli;

/// <summary>One verb of the command line; <see cref="CommandLine"/> adds each by name.</summary>
internal interface IVerb
{
    /// <summary>Builds the command with its options and its action.</summary>
    static abstract Command Create();
}
