namespace Counterpoise.Learning.Objectives;

/// <summary>Says which temperature and weight the contrastive term has in an epoch.</summary>
public interface IContrastiveSchedule
{
    /// <summary>The constants of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    ContrastiveConstants At(int epoch);
}
