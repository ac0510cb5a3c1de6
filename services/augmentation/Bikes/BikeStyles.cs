namespace Inpaint.Augmentation.Bikes;

/// <summary>The kinds of bicycles that are sampled.</summary>
internal static class BikeStyles
{
    private static readonly BikeStyle Road = new("road", 1.6)
    {
        HeadAngle = new(72.6, .8),
        SeatAngle = new(73.4, .7),
        ChainStay = new(411, 5),
        Drop = new(70, 4),
        Stack = new(562, 24),
        Reach = new(388, 14),
        TopTubeSlope = new(7, 5),
        SaddleHeight = new(725, 38),
        BeadSeats = [622],
        TyreWidth = new(23, 32),
        RimDepth = new(12, 62),
        Handlebars = [1, .02, .06],
        Forks = [1, 0, 0],
        Stems = [1, .25, 0],
        Materials = [.3, .03, .45, .04, .22, .14],
        FrontRims = [.01, 1, .07],
        RearRims = [.05, 1, .06],
        Cogs = new(8, 12),
        Chainrings = [.15, 1, .12],
        Aerobars = .04,
        Bottles = .6,
        CurvedTopTube = .04,
    };

    private static readonly BikeStyle TimeTrial = Road with
    {
        Name = "time trial",
        Weight = 1,
        SeatAngle = new(76.5, 1.2),
        Stack = new(525, 20),
        Reach = new(410, 14),
        TopTubeSlope = new(1, 2),
        SaddleHeight = new(745, 34),
        RimDepth = new(42, 95),
        Handlebars = [.12, .02, 1],
        Materials = [.25, .02, 1, .05, .03, .08],
        FrontRims = [.1, 1, .6],
        RearRims = [1, .6, .4],
        Aerobars = .92,
        Bottles = .4,
    };

    private static readonly BikeStyle Track = Road with
    {
        Name = "track",
        Weight = 1.1,
        HeadAngle = new(74, .9),
        SeatAngle = new(74.6, .8),
        ChainStay = new(392, 8),
        Drop = new(58, 6),
        Stack = new(540, 26),
        TopTubeSlope = new(-.5, 2),
        RimDepth = new(22, 85),
        Handlebars = [.6, .35, 1],
        Materials = [.6, .08, .3, .08, .8, .08],
        FrontRims = [.06, 1, .5],
        RearRims = [.35, 1, .2],
        Cogs = new(1, 1),
        Chainrings = [1, 0, 0],
        Aerobars = .05,
        Bottles = .12,
        Belt = .15,
    };

    private static readonly BikeStyle Mountain = new("mountain", 1.6)
    {
        HeadAngle = new(67, 1.6),
        SeatAngle = new(73.8, 1.2),
        ChainStay = new(434, 9),
        Drop = new(48, 12),
        Stack = new(612, 20),
        Reach = new(432, 20),
        TopTubeSlope = new(19, 5),
        SaddleHeight = new(690, 55),
        BeadSeats = [622, 584, 559],
        TyreWidth = new(50, 66),
        RimDepth = new(12, 26),
        ForkRoom = new(8, 36),
        Handlebars = [.01, 1, .03],
        Forks = [.15, 1, .25],
        Stems = [1, .04, .25],
        Materials = [1, .06, .6, .06, .25, .2],
        FrontRims = [.01, 1, .02],
        RearRims = [.03, 1, .02],
        Cogs = new(7, 12),
        Chainrings = [1, .5, .4],
        Bottles = .35,
        Fenders = .06,
        Belt = .05,
        CurvedTopTube = .3,
    };

    private static readonly BikeStyle City = new("city", 1.5)
    {
        HeadAngle = new(70.5, 1),
        SeatAngle = new(71, 1.3),
        ChainStay = new(445, 12),
        Drop = new(58, 8),
        Stack = new(606, 24),
        Reach = new(368, 14),
        TopTubeSlope = new(16, 11),
        SaddleHeight = new(690, 42),
        BeadSeats = [622, 622, 584, 559],
        TyreWidth = new(32, 47),
        RimDepth = new(12, 22),
        Handlebars = [.05, 1, .06],
        Forks = [1, .18, 0],
        Stems = [.35, .7, .8],
        Materials = [1, .16, .06, .06, .8, .06],
        FrontRims = [.01, 1, .02],
        RearRims = [.02, 1, .02],
        Cogs = new(1, 9),
        Chainrings = [1, .12, .2],
        Fenders = .8,
        Rack = .65,
        Bottles = .15,
        Belt = .35,
        CurvedTopTube = .28,
    };

    private static readonly BikeStyle Touring = Road with
    {
        Name = "touring",
        Weight = 1.1,
        HeadAngle = new(71.4, .8),
        SeatAngle = new(72.4, .8),
        ChainStay = new(448, 9),
        Stack = new(596, 26),
        Reach = new(378, 14),
        TyreWidth = new(32, 45),
        RimDepth = new(13, 24),
        BeadSeats = [622, 622, 559],
        Handlebars = [1, .3, .1],
        Materials = [.35, .08, .05, .04, 1, .35],
        FrontRims = [0, 1, .01],
        RearRims = [0, 1, .01],
        Chainrings = [.1, .5, 1],
        Fenders = .75,
        Rack = .88,
        Bottles = .85,
        Belt = .12,
        Aerobars = .04,
    };

    private static readonly BikeStyle Gravel = Road with
    {
        Name = "gravel",
        Weight = 1,
        HeadAngle = new(71.2, .7),
        ChainStay = new(428, 7),
        Stack = new(584, 24),
        TopTubeSlope = new(10, 4),
        BeadSeats = [622, 584],
        TyreWidth = new(36, 52),
        RimDepth = new(14, 40),
        Handlebars = [1, .12, .03],
        Forks = [1, .1, 0],
        Chainrings = [1, .6, 0],
        Fenders = .16,
        Rack = .12,
        Bottles = .75,
        Belt = .06,
        CurvedTopTube = .1,
    };

    private static readonly BikeStyle Cruiser = City with
    {
        Name = "cruiser",
        Weight = .8,
        HeadAngle = new(68, 1),
        SeatAngle = new(68.5, 1.5),
        ChainStay = new(462, 12),
        Stack = new(588, 18),
        Reach = new(358, 16),
        TopTubeSlope = new(14, 8),
        SaddleHeight = new(610, 40),
        BeadSeats = [559],
        TyreWidth = new(52, 74),
        Handlebars = [0, 1, .04],
        Forks = [1, .06, .1],
        Stems = [.05, .8, 1],
        Cogs = new(1, 3),
        CurvedTopTube = .8,
        Bottles = .06,
        Rack = .4,
        Fenders = .7,
    };

    private static readonly BikeStyle SmallWheeled = City with
    {
        Name = "small-wheeled",
        Weight = .7,
        HeadAngle = new(72, .8),
        SeatAngle = new(72, 1),
        ChainStay = new(405, 10),
        Drop = new(-8, 16),
        Stack = new(572, 22),
        Reach = new(372, 14),
        TopTubeSlope = new(8, 9),
        BeadSeats = [451, 409],
        TyreWidth = new(28, 50),
        RimDepth = new(12, 30),
        Handlebars = [.35, 1, .35],
        Forks = [1, .1, 0],
        FrontRims = [.02, 1, .12],
        RearRims = [.05, 1, .1],
        Cogs = new(1, 10),
        Fenders = .45,
        Rack = .35,
    };

    /// <summary>Any parts on any frame, as the challenge's own designs have it, so that no part is known from its neighbours alone.</summary>
    private static readonly BikeStyle Eclectic = new("eclectic", 2.4)
    {
        HeadAngle = new(71, 2),
        SeatAngle = new(73, 2),
        ChainStay = new(430, 16),
        Drop = new(55, 16),
        Stack = new(575, 30),
        Reach = new(388, 20),
        TopTubeSlope = new(8, 9),
        SaddleHeight = new(700, 55),
        BeadSeats = [622, 622, 584, 559, 507],
        TyreWidth = new(23, 60),
        RimDepth = new(12, 85),
        Handlebars = [1, 1, 1],
        Forks = [1, .35, .3],
        Stems = [1, .6, .6],
        Materials = [1, 1, 1, 1, 1, 1],
        FrontRims = [1, 1.2, 1],
        RearRims = [1, 1.2, 1],
        Cogs = new(1, 12),
        Chainrings = [1, .8, .5],
        Aerobars = .4,
        Fenders = .45,
        Rack = .4,
        Bottles = .5,
        Belt = .45,
        CurvedTopTube = .4,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BikeStyle> All { get; } =
        [Road, TimeTrial, Track, Mountain, City, Touring, Gravel, Cruiser, SmallWheeled, Eclectic];
}
