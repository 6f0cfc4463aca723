namespace Counterpoise.Workflows;

/// <summary>Tells faults of what the user gave from faults of the program.</summary>
internal static class InputFault
{
    /// <summary>Whether an exception is a fault of the input, or of a library that the input needs and that is not there.</summary>
    public static bool Is(Exception exception) =>
        exception is InputException or ArgumentException or IOException or InvalidDataException or FormatException or UnauthorizedAccessException
            or NotSupportedException or DllNotFoundException;

    /// <summary>The message without the name of a parameter in C#.</summary>
    public static string Text(Exception fault) => fault is ArgumentException { ParamName: { } name }
        ? fault.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : fault.Message;
}
