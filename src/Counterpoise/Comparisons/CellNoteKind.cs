namespace Counterpoise.Comparisons;

/// <summary>What a note on a cell is about.</summary>
public enum CellNoteKind
{
    /// <summary>A remark in words alone.</summary>
    Remark,

    /// <summary>Neighbours were lowered, since a class was too small for the method's default.</summary>
    NeighborsLowered,

    /// <summary>The resampler refused the rows, which were learned from as they are.</summary>
    Refused,

    /// <summary>The cell has no values.</summary>
    NotComputed,
}
