namespace Counterpoise.Resampling;

/// <summary>A resampler that never makes a value between two category codes.</summary>
public interface ICategoryResampler : IResampler
{
    /// <summary>Whether it treats these columns as categories, and no others.</summary>
    /// <param name="categorical">Columns that hold category codes, ascending.</param>
    /// <param name="columns">Number of columns.</param>
    bool TakesCategories(IReadOnlyList<int> categorical, int columns);

    /// <summary>The same method for rows in which these columns hold category codes; itself where it need not know.</summary>
    /// <param name="categorical">Columns that hold category codes, ascending.</param>
    IResampler For(IReadOnlyList<int> categorical) => this;
}
