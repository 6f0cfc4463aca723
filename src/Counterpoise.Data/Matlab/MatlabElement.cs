namespace Counterpoise.Data.Matlab;

/// <summary>One data element: its type and its bytes.</summary>
internal readonly record struct MatlabElement(MatlabType Type, ReadOnlyMemory<byte> Data);
