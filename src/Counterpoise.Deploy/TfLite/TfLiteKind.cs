namespace Counterpoise.Deploy.TfLite;

/// <summary>Types of elements, by their numbers in the file.</summary>
internal enum TfLiteKind
{
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    UInt8 = 3,
    Int64 = 4,
    Text = 5,
    Boolean = 6,
    Int16 = 7,
    Complex64 = 8,
    Int8 = 9,
}
