namespace Counterpoise.Vision.Sources;

/// <summary>What happens to an image that cannot be read. It is named and counted in either case.</summary>
public enum UnreadablePolicy
{
    /// <summary>The first one ends the work with an exception that names it.</summary>
    Fatal,

    /// <summary>It is left out, and stands in the list of unreadable images.</summary>
    Skip,
}
