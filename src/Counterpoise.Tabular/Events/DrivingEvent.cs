namespace Counterpoise.Tabular.Events;

/// <summary>
/// Some seconds around a trigger of the emergency brake: tracks of the own car (agent 0), of the target (agent 1) and of others.
/// </summary>
/// <remarks>
/// Channels of the own car: speed (m/s), acceleration (m/s²), brake (0 to 1), steering (rad), yaw rate (rad/s), then three that are 0. Of
/// the others: distance ahead (m), to the left (m), their rates of change (m/s), acceleration (m/s²), heading (rad), length (m), kind.
/// Absent frames are masked and hold 0.
/// </remarks>
/// <param name="Id">Its number.</param>
/// <param name="Label">What the trigger was.</param>
/// <param name="Values">[agents, frames, 8].</param>
/// <param name="Present">[agents, frames]: whether the agent was seen.</param>
/// <param name="TriggerFrame">The frame of the trigger.</param>
/// <param name="FrameSeconds">Seconds between two frames, above 0.</param>
public sealed record DrivingEvent(long Id, DrivingLabel Label, double[,,] Values, bool[,] Present, int TriggerFrame, double FrameSeconds)
{
    /// <summary>Channels of a frame.</summary>
    public const int Channels = 8;

    internal const int Ahead = 0, Left = 1, AheadRate = 2, LeftRate = 3, Acceleration = 4, Heading = 5, Length = 6, Kind = 7;
    internal const int Speed = 0, OwnAcceleration = 1, Brake = 2, Steering = 3, YawRate = 4;
    internal const int Own = 0, Target = 1;

    /// <summary>Number of agents, the own car among them.</summary>
    public int Agents => Values.GetLength(0);

    /// <summary>Number of frames.</summary>
    public int Frames => Values.GetLength(1);

    /// <summary>
    /// Seconds until the target would be reached if both kept their speeds, at a frame; infinite where the gap does not close.
    /// </summary>
    /// <param name="frame">The frame.</param>
    public double TimeToCollision(int frame) => TimeToCollision(Values[Target, frame, Ahead], -Values[Target, frame, AheadRate]);

    /// <summary>Gap over closing speed; infinite where it does not close.</summary>
    /// <param name="gap">Distance ahead, m.</param>
    /// <param name="closing">Closing speed, m/s.</param>
    public static double TimeToCollision(double gap, double closing) => closing > 0 ? gap / closing : double.PositiveInfinity;

    /// <summary>A copy whose tracks can be changed.</summary>
    internal DrivingEvent Copy(long id, DrivingLabel label) =>
        this with { Id = id, Label = label, Values = (double[,,])Values.Clone(), Present = (bool[,])Present.Clone() };
}
